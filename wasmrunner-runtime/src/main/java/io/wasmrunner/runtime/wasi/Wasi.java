package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.HostFunction;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.policy.CallGate;
import io.wasmrunner.sandbox.Errno;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * WASI for one guest: finds the host functions that its imports name. The functions are to be called by one thread at a
 * time.
 *
 * <p>A function returns preview 1's errno. It ends the guest by throwing: {@link
 * io.wasmrunner.runtime.engine.GuestExitException} for {@code proc_exit} and {@code proc_raise}, {@link
 * io.wasmrunner.sandbox.quota.QuotaExceededException} at a limit, {@link
 * io.wasmrunner.sandbox.io.GuestInterruptedException} when its thread is interrupted while it waits.
 */
public final class Wasi implements HostFunctions, AutoCloseable {
    private final WasiState state;
    private final CallGate gate;
    private final Map<Snapshot, Families> families = new EnumMap<>(Snapshot.class);

    public Wasi(WasiConfig config) {
        state = new WasiState(config);
        gate = config.gate();
    }

    /** The names of all functions, as a policy writes them, in the order in which a tally numbers them. */
    public static List<String> functions() {
        List<String> names = new ArrayList<>();
        for (WasiFunction function : WasiFunction.values()) {
            names.add(function.importName());
        }
        return names;
    }

    /** Whether an import of these names is a function of WASI. */
    public static boolean provides(String module, String name) {
        for (Snapshot snapshot : Snapshot.values()) {
            if (snapshot.module().equals(module)) {
                return WasiFunction.find(snapshot, name) != null;
            }
        }
        return false;
    }

    /** What a tally calls the function. */
    @SuppressWarnings("EnumOrdinal") // Only within one version of this code, and in the order of the list above.
    static int number(WasiFunction function) {
        return function.ordinal();
    }

    /** The function that an import names; empty when that is none of WASI's. */
    @Override
    public Optional<HostFunction> find(String module, String name) {
        for (Snapshot snapshot : Snapshot.values()) {
            if (snapshot.module().equals(module)) {
                WasiFunction function = WasiFunction.find(snapshot, name);
                return function == null
                        ? Optional.empty()
                        : Optional.of(new HostFunction(module, name, function.type(), guarded(snapshot, function)));
            }
        }
        return Optional.empty();
    }

    private HostFunction.Body guarded(Snapshot snapshot, WasiFunction function) {
        Call call = call(snapshot, function);
        return function == WasiFunction.PROC_EXIT
                ? gate.guardLast(function.importName(), call)
                : gate.guard(function.importName(), call, denied(function));
    }

    /** PERM, as for all that the sandbox refuses. C programs look for their directories until BADF, and end at another. */
    private static int denied(WasiFunction function) {
        return ErrnoNumbers.of(function == WasiFunction.FD_PRESTAT_GET ? Errno.BADF : Errno.PERM);
    }

    private Call call(Snapshot snapshot, WasiFunction function) {
        Families ofSnapshot = families.get(snapshot);
        if (ofSnapshot == null) {
            ofSnapshot = new Families(state, snapshot);
            families.put(snapshot, ofSnapshot);
        }
        return new Call(state, function, ofSnapshot.of(function));
    }

    /** Whether the guest wrote to stdout or stderr when nobody read it any more, and was told PIPE. */
    public boolean outputClosed() {
        return state.outputClosed();
    }

    /** Closes whatever the guest left open, and the directories and listeners it was given; not the standard streams. */
    @Override
    public void close() {
        state.close();
    }
}
