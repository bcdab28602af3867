package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** {@code clock_*}. The two clocks of CPU time end with BADF, as in Wasmtime. */
final class ClockFunctions implements Family {
    static final int REALTIME = 0;
    static final int MONOTONIC = 1;
    static final int PROCESS_CPU_TIME = 2;
    static final int THREAD_CPU_TIME = 3;

    private final Clocks clocks;

    ClockFunctions(WasiState state) {
        clocks = state.config().clocks();
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        int clock = (int) arguments[0];
        switch (function) {
            case CLOCK_RES_GET -> {
                long result = unsigned(arguments[1]);
                memory.check(result, Long.BYTES);
                time(clock);
                memory.putLong(result, clocks.resolution());
            }
            case CLOCK_TIME_GET -> {
                long result = unsigned(arguments[2]);
                memory.check(result, Long.BYTES);
                memory.putLong(result, time(clock));
            }
            default -> throw new AssertionError(function);
        }
    }

    private long time(int clock) {
        return switch (clock) {
            case REALTIME -> clocks.realtime();
            case MONOTONIC -> clocks.monotonic();
            case PROCESS_CPU_TIME, THREAD_CPU_TIME -> throw ErrnoException.of(Errno.BADF);
            default -> throw ErrnoException.of(Errno.INVAL);
        };
    }
}
