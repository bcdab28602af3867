package io.wasmrunner.runtime.module;

/** Walks over element and data segments (Core Specification 2.0, sections 5.5.12 and 5.5.14) and constant expressions. */
final class SegmentReader {
    private static final int MAX_SEGMENTS = 100_000;

    private final WasmReader in;
    private final TypeReader typed;
    private final InstructionCursor cursor;

    SegmentReader(WasmReader in, byte[] bytes, TypeReader typed) {
        this.in = in;
        this.typed = typed;
        this.cursor = new InstructionCursor(bytes, in.section());
    }

    int elements() {
        int count = count("element segments");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.ELEMENT_SEGMENT, i);
            element();
        }
        return count;
    }

    int data() {
        int count = count("data segments");
        for (int i = 0; i < count; i++) {
            typed.at(Place.Kind.DATA_SEGMENT, i);
            long flags = in.u32();
            if (flags > 2) {
                throw in.malformed("unknown kind of data segment " + flags);
            }
            if (flags != 0) {
                typed.need(Feature.BULK_MEMORY);
            }
            if (flags == 2) {
                in.index();
            }
            if (flags != 1) {
                expression();
            }
            in.skip(in.count(1, "bytes of data"));
        }
        return count;
    }

    private int count(String what) {
        int count = in.count(2, what);
        if (count > MAX_SEGMENTS) {
            throw in.malformed(count + " " + what + " are more than the " + MAX_SEGMENTS + " that engines allow");
        }
        return count;
    }

    /** The flags' bits: 1 passive or declarative, 2 names its table (or, with 1, declarative), 4 expressions. */
    private void element() {
        int flags = in.u8();
        if (flags > 7) {
            throw in.malformed("unknown kind of element segment " + flags);
        }
        boolean active = (flags & 1) == 0;
        boolean expressions = (flags & 4) != 0;
        if (flags != 0) {
            typed.need(active ? Feature.REFERENCE_TYPES : Feature.BULK_MEMORY);
        }
        if (active) {
            if ((flags & 2) != 0) {
                in.index();
            }
            expression();
        }
        if ((flags & 3) != 0) {
            elementType(expressions);
        }
        int items = in.count(1, "elements");
        for (int i = 0; i < items; i++) {
            if (expressions) {
                expression();
            } else {
                in.index();
            }
        }
    }

    private void elementType(boolean expressions) {
        if (expressions) {
            typed.referenceType();
        } else if (in.u8() != 0) {
            throw in.malformed("unknown kind of element");
        }
    }

    /** A constant expression, up to and with its {@code end}. It holds no blocks, so the first one ends it. */
    void expression() {
        cursor.range(in.position(), in.end());
        while (true) {
            cursor.next();
            int opcode = cursor.opcode();
            if (opcode == Opcode.END) {
                in.skip(cursor.end() - in.position());
                return;
            }
            note(opcode);
        }
    }

    private void note(int opcode) {
        switch (opcode) {
            case Opcode.I32_ADD, Opcode.I32_SUB, Opcode.I32_ADD + 2 -> typed.need(Feature.EXTENDED_CONST);
            case Opcode.I64_ADD, Opcode.I64_SUB, Opcode.I64_MUL -> typed.need(Feature.EXTENDED_CONST);
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY, Opcode.TRY_TABLE ->
                throw cursor.malformed("a constant expression holds a block");
            default -> {
                Feature feature = cursor.neededFeature();
                if (feature != null) {
                    typed.need(feature);
                }
            }
        }
    }
}
