package io.wasmrunner.sandbox.launch;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/** Started instead of a guest: does what the spec's guest.do says and reports what it was given. */
final class TestWorker {
    private static final int COUNTERS = 64;
    private static final int TEXT = 4096;
    private static final long ALLOCATED = 400L << 20;

    /** Threads; the exit status holds them. */
    private static final int MANY = 200;

    private TestWorker() {}

    static int start(byte[] spec, ByteBuffer ledger, boolean strict) throws IOException {
        ledger.order(ByteOrder.nativeOrder());
        System.out.println("strict " + strict + ", state " + ledger.getLong(0) + ", room " + ledger.capacity());
        int engaged = Lockdown.engage();
        System.out.println("engaged " + engaged + ", state " + ledger.getLong(0));
        System.out.flush();
        ledger.putLong(COUNTERS + 8 * 5, 500);
        byte[] text = "said by the worker\0and more\0".getBytes(StandardCharsets.UTF_8);
        ledger.put(TEXT, text);
        ledger.putLong(8, text.length);
        String records = new String(spec, StandardCharsets.UTF_8);
        if (records.contains("guest.do=wait\0")) {
            return System.in.read() < 0 ? 7 : 8;
        }
        if (records.contains("guest.do=spin\0")) {
            while (engaged == 0) {
                Thread.onSpinWait();
            }
        }
        if (records.contains("guest.do=allocate\0")) {
            // Outside of the heap, so that it is the kernel's limit that is met; zeroed, so that it is really taken.
            try (Arena arena = Arena.ofConfined()) {
                return arena.allocate(ALLOCATED).get(ValueLayout.JAVA_BYTE, 0);
            }
        }
        if (records.contains("guest.do=threads\0")) {
            return threads();
        }
        if (records.contains("guest.do=throw\0")) {
            throw new IllegalStateException("as the test wants it");
        }
        return 42;
    }

    /** How many more could be started. */
    private static int threads() {
        int started = 0;
        try {
            while (started < MANY) {
                Thread thread = new Thread(LockSupport::park);
                thread.setDaemon(true);
                thread.start();
                started++;
            }
        } catch (OutOfMemoryError e) {
            // As it should be.
        }
        return started;
    }
}
