package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.instrument.Control;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The exports that instrumentation adds to a module, called. */
final class GuestControls {
    private static final FunctionType NOTHING = new FunctionType(List.of(), List.of());
    private static final FunctionType GET_I32 = new FunctionType(List.of(), List.of(ValueType.I32));
    private static final FunctionType GET_I64 = new FunctionType(List.of(), List.of(ValueType.I64));
    private static final FunctionType SET_I32 = new FunctionType(List.of(ValueType.I32), List.of());
    private static final FunctionType SET_I64 = new FunctionType(List.of(ValueType.I64), List.of());

    private final GuestInstance guest;
    private final Instrumentation instrumentation;
    private final boolean hasStart;
    private final Quotas quotas;

    GuestControls(GuestInstance guest, Instrumentation instrumentation, boolean hasStart, Quotas quotas) {
        this.guest = guest;
        this.instrumentation = instrumentation;
        this.hasStart = hasStart;
        this.quotas = quotas;
    }

    /** Sets the counters; nothing of the guest may run before. */
    void arm() {
        if (instrumentation.fuel()) {
            guest.call(Control.SET_FUEL, SET_I64, quotas.fuel());
        }
        if (instrumentation.callDepth()) {
            guest.call(Control.SET_CALL_DEPTH, SET_I32, Math.min(quotas.callDepth(), Integer.MAX_VALUE));
        }
    }

    /** Runs the start function, which instrumentation has kept the engine from running. */
    void callStart() {
        if (hasStart) {
            guest.call(Control.START, NOTHING);
        }
    }

    /** The counted quota that trapped the guest, if it was one. */
    @Nullable
    Quota stopReason() {
        if (!instrumentation.fuel() && !instrumentation.callDepth()) {
            return null;
        }
        return switch ((int) guest.call(Control.STOP, GET_I32)[0]) {
            case Control.STOP_FUEL -> Quota.FUEL;
            case Control.STOP_CALL_DEPTH -> Quota.CALL_DEPTH;
            default -> null;
        };
    }

    GuestCounters read() {
        OptionalLong fuel = instrumentation.fuel()
                ? OptionalLong.of(Math.max(0, guest.call(Control.FUEL, GET_I64)[0]))
                : OptionalLong.empty();
        int denied = instrumentation.growthWatch() ? (int) guest.call(Control.DENIED, GET_I32)[0] : 0;
        return new GuestCounters(
                fuel,
                (denied & Control.DENIED_MEMORY) != 0,
                (denied & Control.DENIED_TABLE) != 0,
                guest.memory().size());
    }
}
