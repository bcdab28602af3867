package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.runtime.engine.GuestMemory;

/** {@code proc_*}, {@code sched_yield} and {@code random_get}. */
final class ProcessFunctions implements Family {
    private final WasiState state;

    ProcessFunctions(WasiState state) {
        this.state = state;
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        switch (function) {
            case PROC_EXIT -> throw new GuestExitException((int) arguments[0]);
            case PROC_RAISE -> Signals.raise((int) arguments[0]);
            case SCHED_YIELD -> giveWay();
            case RANDOM_GET -> fillRandom(memory, unsigned(arguments[0]), unsigned(arguments[1]));
            default -> throw new AssertionError(function);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // The guest asks for just this; nothing of ours relies on it.
    private static void giveWay() {
        WasiState.stopWhenInterrupted();
        Thread.yield();
    }

    private void fillRandom(GuestMemory memory, long address, long length) {
        memory.check(address, length);
        int chunk = (int) Math.min(length, 1 << 16);
        byte[] bytes = state.scratch(chunk);
        for (long done = 0; done < length; done += chunk) {
            WasiState.stopWhenInterrupted();
            int count = (int) Math.min(length - done, chunk);
            state.config().random().fill(bytes, 0, count);
            memory.write(address + done, bytes, 0, count);
        }
    }
}
