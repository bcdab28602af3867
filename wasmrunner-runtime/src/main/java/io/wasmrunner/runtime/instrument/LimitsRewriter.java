package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;
import io.wasmrunner.runtime.module.Section;
import io.wasmrunner.runtime.module.WasmReader;

/** Writes lower maxima into the import, table and memory sections, leaving every other byte of them as it is. */
final class LimitsRewriter {
    private static final int HAS_MAXIMUM = 1;
    private static final int WIDE = 4;
    private static final int INITIALISED_TABLE = 0x40;

    private final byte[] bytes;
    private final long[] memoryMaxima;
    private final long[] tableMaxima;
    private int memory;
    private int table;
    private WasmReader in;
    private WasmWriter out = new WasmWriter();
    private int copied;

    LimitsRewriter(ModuleInfo module, Instrumentation wanted) {
        bytes = module.binary().bytes();
        in = new WasmReader(bytes, 0, 0, "");
        memoryMaxima =
                wanted.memoryLimit() == 0 ? new long[0] : Shares.memories(module.memories(), wanted.memoryLimit());
        tableMaxima = wanted.tableLimit() == 0 ? new long[0] : Shares.tables(module.tables(), wanted.tableLimit());
    }

    /** The content of the section with the new maxima. Sections must come in the module's order. */
    WasmWriter rewrite(Section section) {
        in = new WasmReader(bytes, section.content(), section.end(), section.name());
        out = new WasmWriter(section.size() + 64);
        copied = section.content();
        int count = in.count(1, "entries");
        for (int i = 0; i < count; i++) {
            switch (section.kind()) {
                case IMPORT -> anImport();
                case MEMORY -> memory();
                case TABLE -> definedTable();
                default -> throw new IllegalArgumentException(section.kind() + " sections have no limits");
            }
        }
        return out.copy(bytes, copied, section.end());
    }

    private void anImport() {
        in.name();
        in.name();
        int kind = in.u8();
        switch (kind) {
            case 0 -> in.index();
            case 1 -> table();
            case 2 -> memory();
            case 3 -> {
                in.skipValueType();
                in.skip(1);
            }
            case 4 -> {
                in.skip(1);
                in.index();
            }
            default -> throw in.malformed("unknown kind of import " + kind);
        }
    }

    private void definedTable() {
        boolean initialised = in.peek() == INITIALISED_TABLE;
        if (initialised) {
            in.skip(2);
        }
        table();
        if (initialised) {
            InstructionCursor cursor = new InstructionCursor(bytes, "table");
            cursor.range(in.position(), in.end());
            do {
                cursor.next();
            } while (cursor.opcode() != Opcode.END);
            in.skip(cursor.end() - in.position());
        }
    }

    private void table() {
        in.skipValueType();
        limits(tableMaxima, table++);
    }

    private void memory() {
        limits(memoryMaxima, memory++);
    }

    private void limits(long[] maxima, int index) {
        int start = in.position();
        int flags = in.u8();
        long minimum = number(flags);
        if ((flags & HAS_MAXIMUM) != 0) {
            number(flags);
        }
        if (maxima.length > 0) {
            out.copy(bytes, copied, start).u8(flags | HAS_MAXIMUM).u64(minimum).u64(maxima[index]);
            copied = in.position();
        }
        if ((flags & 8) != 0) {
            in.u32();
        }
    }

    private long number(int flags) {
        return (flags & WIDE) != 0 ? in.u64() : in.u32();
    }
}
