package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.ExternType;
import io.wasmrunner.runtime.module.Limits;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Place;
import io.wasmrunner.runtime.module.SectionKind;
import java.util.List;

/** The sizes of memories and tables: at the start, and how far they can grow. */
final class LimitRules {
    private static final long MEBI = 1 << 20;
    private static final long LARGE_MEMORY = 256 * MEBI;
    private static final long HUGE_MEMORY = 1024 * MEBI;

    /** Bytes; a maximum of as much limits nothing that 32-bit addresses do not. */
    private static final long ALL_MEMORY = 4096 * MEBI;

    /** Elements. */
    private static final long LARGE_TABLE = 1_000_000;

    private static final long HUGE_TABLE = 10_000_000;

    /** Elements; as good as none. */
    private static final long ALL_TABLE = 0xffff_ffffL;

    private final ModuleInfo module;
    private final CodeFacts code;
    private final Findings findings;

    private LimitRules(ModuleInfo module, CodeFacts code, Findings findings) {
        this.module = module;
        this.code = code;
        this.findings = findings;
    }

    static void check(ModuleInfo module, CodeFacts code, Findings findings) {
        LimitRules rules = new LimitRules(module, code, findings);
        List<ExternType.Memory> memories = module.memories();
        for (int i = 0; i < memories.size(); i++) {
            rules.memory(i, memories.get(i));
        }
        List<ExternType.Table> tables = module.tables();
        for (int i = 0; i < tables.size(); i++) {
            rules.table(i, tables.get(i));
        }
    }

    private void memory(int index, ExternType.Memory memory) {
        Spot spot = Spot.declared(module, Place.Kind.MEMORY, index, "", SectionKind.MEMORY);
        long least = bytes(memory.limits().minimum(), memory.pageSize());
        if (least >= LARGE_MEMORY) {
            findings.add(
                    Rule.HUGE_MEMORY,
                    least >= HUGE_MEMORY ? Severity.HIGH : Severity.MEDIUM,
                    spot,
                    "memory %d has %,d MiB at the start".formatted(index, least / MEBI));
        }
        if (isUnbounded(memory.limits(), memory.pageSize(), ALL_MEMORY)) {
            unbounded(Rule.UNBOUNDED_MEMORY, "memory " + index, spot, code.memory(index));
        }
    }

    private void table(int index, ExternType.Table table) {
        Spot spot = Spot.declared(module, Place.Kind.TABLE, index, "", SectionKind.TABLE);
        long least = bytes(table.limits().minimum(), 1);
        if (least >= LARGE_TABLE) {
            findings.add(
                    Rule.HUGE_TABLE,
                    least >= HUGE_TABLE ? Severity.HIGH : Severity.MEDIUM,
                    spot,
                    "table %d has %,d elements at the start".formatted(index, least));
        }
        if (isUnbounded(table.limits(), 1, ALL_TABLE)) {
            unbounded(Rule.UNBOUNDED_TABLE, "table " + index, spot, code.table(index));
        }
    }

    private void unbounded(Rule rule, String what, Spot spot, CodeFacts.Use use) {
        String noMaximum = what + " has no maximum; ";
        switch (use.growth()) {
            case NEVER -> findings.add(Rule.MISSING_MAXIMUM, spot, what + " has no maximum, and no code grows it");
            case SOMEWHERE -> findings.add(rule, spot, noMaximum + "a guest can take all that is left");
            case STEADILY ->
                findings.add(
                        rule,
                        Severity.MEDIUM,
                        Spot.function(module, use.function(), use.offset()),
                        noMaximum + "function " + use.function() + " grows it in a loop, by the same amount each time");
            case UNCHECKED ->
                findings.add(
                        rule,
                        Severity.HIGH,
                        Spot.function(module, use.function(), use.offset()),
                        noMaximum + "function " + use.function()
                                + " grows it in a loop, whether it gets any or not: a guest can take all that is left");
        }
    }

    private static boolean isUnbounded(Limits limits, int unit, long all) {
        return limits.maximum().isEmpty() || bytes(limits.maximum().getAsLong(), unit) >= all;
    }

    /** The product; as much as there can be when it does not fit. */
    private static long bytes(long count, int unit) {
        return count < 0 || count > Long.MAX_VALUE / unit ? Long.MAX_VALUE : count * unit;
    }
}
