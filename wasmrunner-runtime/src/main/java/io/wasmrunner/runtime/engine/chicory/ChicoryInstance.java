package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.ChicoryException;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.GuestMemory;

/** An instance whose traps come out in the SPI's words. */
record ChicoryInstance(Instance instance, GuestMemory memory) implements GuestInstance {
    private static final long[] NOTHING = {};

    @Override
    public long[] call(String export, FunctionType type, long... arguments) {
        try {
            long[] results = instance.export(export).apply(arguments);
            return results == null ? NOTHING : results;
        } catch (ChicoryException | StackOverflowError e) {
            throw ChicoryTraps.of(e);
        }
    }

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
    }

    @Override
    public void close() {}
}
