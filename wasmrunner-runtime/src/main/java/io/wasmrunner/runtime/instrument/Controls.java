package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.module.Opcode;
import java.util.List;

/** The globals and functions that instrumented code works with. Those that are not wanted have no index. */
final class Controls {
    private static final int EMPTY = 0x40;
    private static final List<ValueType> I32 = List.of(ValueType.I32);
    private static final List<ValueType> I64 = List.of(ValueType.I64);
    private static final int NONE = -1;

    private final Additions additions;
    private int stop = NONE;
    private int denied = NONE;
    int fuel = NONE;
    int depth = NONE;
    int outOfFuel = NONE;
    int tooDeep = NONE;
    int chargeBytes = NONE;
    int chargeBytesWide = NONE;
    int chargeItems = NONE;
    int chargeItemsWide = NONE;
    private final int[] watch = {NONE, NONE, NONE, NONE};

    Controls(Additions additions, Instrumentation wanted) {
        this.additions = additions;
        if (wanted.fuel() || wanted.callDepth()) {
            stop = additions.global(ValueType.I32, Control.STOP_NONE);
            export(Control.STOP, List.of(), I32, new WasmWriter().op(Opcode.GLOBAL_GET, stop));
        }
        if (wanted.fuel()) {
            fuel();
        }
        if (wanted.callDepth()) {
            depth = additions.global(ValueType.I32, -1);
            tooDeep = stopper(Control.STOP_CALL_DEPTH);
            export(Control.SET_CALL_DEPTH, I32, List.of(), setter(depth));
        }
        if (wanted.growthWatch()) {
            denied = additions.global(ValueType.I32, 0);
            export(Control.DENIED, List.of(), I32, new WasmWriter().op(Opcode.GLOBAL_GET, denied));
        }
    }

    /** The function that looks at what a {@code grow} gave and gives it on, added when first asked for. */
    int watcher(boolean memory, boolean wide) {
        int slot = (memory ? 0 : 2) + (wide ? 1 : 0);
        if (watch[slot] == NONE) {
            WasmWriter body = new WasmWriter()
                    .op(Opcode.LOCAL_GET, 0)
                    .constant(wide ? Opcode.I64_CONST : Opcode.I32_CONST, -1)
                    .op(wide ? Opcode.I64_EQ : Opcode.I32_EQ)
                    .op(Opcode.IF, EMPTY)
                    .op(Opcode.GLOBAL_GET, denied)
                    .constant(Opcode.I32_CONST, memory ? Control.DENIED_MEMORY : Control.DENIED_TABLE)
                    .op(Opcode.I32_OR)
                    .op(Opcode.GLOBAL_SET, denied)
                    .op(Opcode.END)
                    .op(Opcode.LOCAL_GET, 0);
            watch[slot] = wide ? add(I64, I64, body) : add(I32, I32, body);
        }
        return watch[slot];
    }

    private void fuel() {
        fuel = additions.global(ValueType.I64, Long.MAX_VALUE);
        outOfFuel = stopper(Control.STOP_FUEL);
        export(Control.SET_FUEL, I64, List.of(), setter(fuel));
        export(Control.FUEL, List.of(), I64, new WasmWriter().op(Opcode.GLOBAL_GET, fuel));
        chargeBytes = charger(false, true);
        chargeBytesWide = charger(true, true);
        chargeItems = charger(false, false);
        chargeItemsWide = charger(true, false);
    }

    /** Takes a length, charges for it and gives it back. */
    private int charger(boolean wide, boolean eighths) {
        WasmWriter cost = new WasmWriter().op(Opcode.LOCAL_GET, 0);
        if (!wide) {
            cost.op(Opcode.I64_EXTEND_I32_U);
        }
        if (eighths) {
            cost.constant(Opcode.I64_CONST, 3).op(Opcode.I64_SHR_U);
        }
        WasmWriter body = new WasmWriter()
                .op(Opcode.GLOBAL_GET, fuel)
                .copy(cost)
                .op(Opcode.I64_LT_U)
                .op(Opcode.IF, EMPTY)
                .op(Opcode.CALL, outOfFuel)
                .op(Opcode.END)
                .op(Opcode.GLOBAL_GET, fuel)
                .copy(cost)
                .op(Opcode.I64_SUB)
                .op(Opcode.GLOBAL_SET, fuel)
                .op(Opcode.LOCAL_GET, 0);
        return wide ? add(I64, I64, body) : add(I32, I32, body);
    }

    private int stopper(int reason) {
        return add(
                List.of(),
                List.of(),
                new WasmWriter()
                        .constant(Opcode.I32_CONST, reason)
                        .op(Opcode.GLOBAL_SET, stop)
                        .op(Opcode.UNREACHABLE));
    }

    private static WasmWriter setter(int global) {
        return new WasmWriter().op(Opcode.LOCAL_GET, 0).op(Opcode.GLOBAL_SET, global);
    }

    private void export(String name, List<ValueType> parameters, List<ValueType> results, WasmWriter body) {
        additions.export(name, add(parameters, results, body));
    }

    private int add(List<ValueType> parameters, List<ValueType> results, WasmWriter body) {
        return additions.function(new FunctionType(parameters, results), body);
    }
}
