package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.launch.Lockdown;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Started instead of a guest: does what the specification's guest.do says. */
final class ShimWorker {
    /** Of a line of the flood, with its newline. */
    static final int FLOOD_LINE = 100;

    private ShimWorker() {}

    static int start(byte[] spec, ByteBuffer memory, boolean strict) throws IOException {
        Ledger ledger = new Ledger(memory.order(ByteOrder.nativeOrder()));
        if (Lockdown.engage() != 0) {
            return 99;
        }
        ledger.state(Ledger.State.RUNNING);
        String records = new String(spec, StandardCharsets.UTF_8);
        if (records.contains("guest.do=count\0")) {
            count(ledger.counters());
        }
        if (records.contains("guest.do=echo\0")) {
            return echo();
        }
        if (records.contains("guest.do=flood\0")) {
            return flood(Integer.parseInt(value(records, "guest.megabytes=")));
        }
        if (records.contains("guest.do=speak-and-wait\0")) {
            speak();
            LockSupport.park();
        }
        speak();
        return 3;
    }

    private static String value(String records, String key) {
        int start = records.indexOf(key) + key.length();
        return records.substring(start, records.indexOf('\0', start));
    }

    private static void count(LongBuffer counters) {
        for (long i = 1; ; i++) {
            counters.put(0, i);
            Thread.onSpinWait();
        }
    }

    private static void speak() throws IOException {
        out().write("first line\nsecond <line>\n".getBytes(StandardCharsets.UTF_8));
        new FileOutputStream(FileDescriptor.err).write("to the error\n".getBytes(StandardCharsets.UTF_8));
        out().write("unfinished".getBytes(StandardCharsets.UTF_8));
    }

    private static FileOutputStream out() {
        return new FileOutputStream(FileDescriptor.out);
    }

    private static int echo() throws IOException {
        return new FileInputStream(FileDescriptor.in).transferTo(out()) > 0 ? 5 : 6;
    }

    private static int flood(int megabytes) throws IOException {
        FileOutputStream out = out();
        int lines = 1_000_000 / FLOOD_LINE;
        byte[] block = new byte[1_000_000];
        for (int i = 0; i < megabytes; i++) {
            for (int j = 0; j < lines; j++) {
                byte[] number = String.format(Locale.ROOT, "%010d", (long) i * lines + j)
                        .getBytes(StandardCharsets.US_ASCII);
                Arrays.fill(block, j * FLOOD_LINE, (j + 1) * FLOOD_LINE - 1, (byte) 'x');
                System.arraycopy(number, 0, block, j * FLOOD_LINE, number.length);
                block[(j + 1) * FLOOD_LINE - 1] = '\n';
            }
            out.write(block);
        }
        return 0;
    }
}
