package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.engine.ValueType;
import io.wasmrunner.runtime.module.Export;
import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Code that writes to a table of functions which calls go through, or which the outside sees: what is called then no longer
 * follows from the module's segments.
 */
final class TableRules {
    private static final int TABLE_SET = 0x26;

    /** The first write to a table. */
    private record Write(String instruction, int function, int offset) {}

    private final ModuleInfo module;
    private final Findings findings;
    private final Map<Integer, Write> writes = new HashMap<>();
    private final Set<Integer> called = new HashSet<>();

    TableRules(ModuleInfo module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    void next(InstructionCursor cursor, int function) {
        switch (cursor.opcode()) {
            case TABLE_SET -> write(cursor.index(), "table.set", cursor, function);
            case Opcode.TABLE_FILL -> write(cursor.index(), "table.fill", cursor, function);
            case Opcode.TABLE_GROW -> write(cursor.index(), "table.grow", cursor, function);
            case Opcode.TABLE_COPY -> write(cursor.index(), "table.copy", cursor, function);
            case Opcode.TABLE_INIT -> write(cursor.secondIndex(), "table.init", cursor, function);
            case Opcode.CALL_INDIRECT, Opcode.RETURN_CALL_INDIRECT -> {
                if (cursor.secondIndex() < module.tables().size()) {
                    called.add(cursor.secondIndex());
                }
            }
            default -> {}
        }
    }

    private void write(int table, String instruction, InstructionCursor cursor, int function) {
        if (table < module.tables().size() && holdsFunctions(module.tables().get(table))) {
            writes.putIfAbsent(table, new Write(instruction, function, cursor.start()));
        }
    }

    private static boolean holdsFunctions(ExternType.Table table) {
        return table.element() != ValueType.EXTERNREF;
    }

    /** All code was seen. */
    void finish() {
        Set<Integer> exported = new HashSet<>();
        for (Export export : module.exports()) {
            if (export.type() instanceof ExternType.Table) {
                exported.add(export.index());
            }
        }
        writes.forEach((table, write) -> {
            boolean isCalled = called.contains(table);
            if (isCalled || exported.contains(table)) {
                Spot spot = Spot.function(module, write.function(), write.offset());
                findings.add(
                        Rule.TABLE_SELF_MODIFICATION,
                        spot,
                        "%s changes table %d (%s), which %s"
                                .formatted(
                                        ExportRules.spot(spot),
                                        table,
                                        write.instruction(),
                                        isCalled ? "calls go through" : "is exported"));
            }
        });
    }
}
