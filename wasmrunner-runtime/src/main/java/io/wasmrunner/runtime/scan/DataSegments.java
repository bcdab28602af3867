package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.Opcode;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.WasmReader;

/** Goes over the data segments of a module that was parsed (Core Specification 2.0, section 5.5.14). */
final class DataSegments {
    private static final int PASSIVE = 1;
    private static final int NAMES_MEMORY = 2;

    private final WasmReader in;
    private final InstructionCursor cursor;
    private final int count;
    private int read;
    private int from;

    DataSegments(byte[] bytes, Section section) {
        in = new WasmReader(bytes, section.content(), section.end(), "data");
        cursor = new InstructionCursor(bytes, "data");
        count = in.count(2, "data segments");
    }

    /** Goes to the next one; false when there is none. */
    boolean next() {
        if (read == count) {
            return false;
        }
        read++;
        long flags = in.u32();
        if (flags == NAMES_MEMORY) {
            in.index();
        }
        if (flags != PASSIVE) {
            skipExpression();
        }
        int size = in.count(1, "bytes of data");
        from = in.position();
        in.skip(size);
        return true;
    }

    int index() {
        return read - 1;
    }

    /** Where its first byte is. */
    int from() {
        return from;
    }

    /** After its last byte. */
    int to() {
        return in.position();
    }

    private void skipExpression() {
        cursor.range(in.position(), in.end());
        do {
            cursor.next();
        } while (cursor.opcode() != Opcode.END);
        in.skip(cursor.end() - in.position());
    }
}
