package io.wasmrunner.core.sandbox;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How large a worker's heap may get. */
final class WorkerHeap {
    private static final long BASE = 96L << 20;

    /** Bytes of heap that compiling takes for each byte of a module: a 10 MB module took 5.4 GB. */
    private static final long COMPILE_FACTOR = 520;

    /** Bytes; no engine gives a guest more. */
    private static final long MAX_MEMORY = 2L << 30;

    /**
     * Of a guest's memory: it is one array, copied when it grows, and the old generation, which alone has room for such, is
     * two thirds of the heap.
     */
    private static final long COPIES = 3;

    private static final long MIN_COMPILE = 256L << 20;

    private WorkerHeap() {}

    /**
     * Bytes: room for the guest's memory, also while it grows, and for compiling its module.
     *
     * @param memory bytes of memory that the guest may have, 0 for as much as there is
     * @param module bytes of its module
     */
    static long of(long memory, long module) {
        long most = memory == 0 ? MAX_MEMORY : Math.min(memory, MAX_MEMORY);
        long wanted = BASE + COPIES * most + Math.max(MIN_COMPILE, COMPILE_FACTOR * module);
        return Math.max(BASE, Math.min(wanted, physical() * 6 / 10)) & -(1L << 20);
    }

    /** Bytes of the machine's memory; the first line of the file is {@code MemTotal: … kB}. */
    private static long physical() {
        try (FileInputStream in = new FileInputStream("/proc/meminfo")) {
            String text = new String(in.readNBytes(64), StandardCharsets.US_ASCII);
            int end = text.indexOf(" kB");
            return Long.parseLong(text.substring(text.lastIndexOf(' ', end - 1) + 1, end)) << 10;
        } catch (IOException | RuntimeException e) {
            return Runtime.getRuntime().maxMemory();
        }
    }
}
