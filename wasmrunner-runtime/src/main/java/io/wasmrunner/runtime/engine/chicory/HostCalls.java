package io.wasmrunner.runtime.engine.chicory;

import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.WasmFunctionHandle;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunction.Body;
import org.jspecify.annotations.Nullable;

/** Leads one instance's imports to host functions, with the instance's memory once it has one. */
final class HostCalls {
    private static final long[] NOTHING = {};

    private @Nullable GuestMemory memory;

    /** What host functions see; a module without a memory has an empty one. */
    GuestMemory attach(Instance instance) {
        memory = new ChicoryGuestMemory(
                instance.memory() == null ? new FlatMemory(new MemoryLimits(0, 0)) : instance.memory());
        return memory;
    }

    WasmFunctionHandle handle(HostFunction function) {
        Body body = function.body();
        boolean hasResult = !function.type().results().isEmpty();
        return (instance, arguments) -> {
            GuestMemory seen = memory;
            long result = body.call(seen == null ? attach(instance) : seen, arguments);
            return hasResult ? new long[] {result} : NOTHING;
        };
    }
}
