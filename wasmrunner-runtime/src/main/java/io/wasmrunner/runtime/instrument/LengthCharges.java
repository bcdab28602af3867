package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;

/** Tells which charge an instruction needs whose work depends on a length, the operand on top of the stack. */
final class LengthCharges {
    private static final int NONE = -1;

    private final ModuleInfo module;
    private final Controls controls;

    LengthCharges(ModuleInfo module, Controls controls) {
        this.module = module;
        this.controls = controls;
    }

    /** The function to call before the present instruction, -1 for none. */
    int function(InstructionCursor at) {
        return switch (at.opcode()) {
            case Opcode.MEMORY_FILL -> bytes(isWideMemory(at, at.index()));
            case Opcode.MEMORY_COPY -> bytes(isWideMemory(at, at.index()) && isWideMemory(at, at.secondIndex()));
            case Opcode.MEMORY_INIT -> bytes(false);
            case Opcode.TABLE_FILL, Opcode.TABLE_GROW -> items(isWideTable(at, at.index()));
            case Opcode.TABLE_COPY -> items(isWideTable(at, at.index()) && isWideTable(at, at.secondIndex()));
            case Opcode.TABLE_INIT,
                    Opcode.ARRAY_NEW,
                    Opcode.ARRAY_NEW_DEFAULT,
                    Opcode.ARRAY_NEW_DATA,
                    Opcode.ARRAY_NEW_ELEM,
                    Opcode.ARRAY_FILL,
                    Opcode.ARRAY_COPY,
                    Opcode.ARRAY_INIT_DATA,
                    Opcode.ARRAY_INIT_ELEM -> items(false);
            default -> NONE;
        };
    }

    boolean isWideMemory(InstructionCursor at, int index) {
        if (index >= module.memories().size()) {
            throw at.malformed("unknown memory " + index);
        }
        return module.memories().get(index).limits().wide();
    }

    boolean isWideTable(InstructionCursor at, int index) {
        if (index >= module.tables().size()) {
            throw at.malformed("unknown table " + index);
        }
        return module.tables().get(index).limits().wide();
    }

    private int bytes(boolean wide) {
        return wide ? controls.chargeBytesWide : controls.chargeBytes;
    }

    private int items(boolean wide) {
        return wide ? controls.chargeItemsWide : controls.chargeItems;
    }
}
