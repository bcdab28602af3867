package io.wasmrunner.runtime.engine.wasmtime;

import io.github.kawamuray.wasmtime.Func;
import io.github.kawamuray.wasmtime.Store;
import io.github.kawamuray.wasmtime.WasmFunctionError;
import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.ValueType;
import org.jspecify.annotations.Nullable;

/** Leads one instance's imports to host functions, and keeps what one of them threw until the guest has unwound. */
final class HostCalls {
    private final Store<Void> store;
    private final LeftBehind leftBehind = LeftBehind.inThisJvm();
    private @Nullable GuestMemory memory;
    private @Nullable Throwable thrown;

    HostCalls(Store<Void> store) {
        this.store = store;
    }

    void attach(GuestMemory memory) {
        this.memory = memory;
    }

    Func define(HostFunction function) {
        return new Func(store, Values.type(function.type()), (caller, arguments, results) -> {
            try {
                leftBehind.add(arguments.length);
                long[] raw = new long[arguments.length];
                for (int i = 0; i < raw.length; i++) {
                    raw[i] = Values.unbox(arguments[i]);
                }
                GuestMemory seen = memory;
                long result = function.body().call(seen == null ? EmptyMemory.INSTANCE : seen, raw);
                if (results.length > 0) {
                    ValueType type = function.type().results().getFirst();
                    results[0] = Values.box(type, result);
                }
            } catch (Throwable e) {
                // Nothing but an exit code survives the way through native code.
                thrown = e;
                throw new WasmFunctionError.I32ExitError(1);
            }
        });
    }

    /** The guest's outermost call has returned. */
    void returned() {
        leftBehind.free();
    }

    /** What a host function threw since the last call of this. */
    @Nullable
    Throwable takeThrown() {
        Throwable taken = thrown;
        thrown = null;
        return taken;
    }
}
