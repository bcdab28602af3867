package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.CodeReader;
import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;

/**
 * Functions whose shape costs a compiler more than their size: its time or memory can grow with the square of it. The
 * higher bounds are those that browsers and wasmtime refuse a function at, or far beyond what compilers make.
 */
final class ShapeRules {
    private static final int MANY_LOCALS = 10_000;
    private static final int REFUSED_LOCALS = 50_000;
    private static final int MANY_LABELS = 10_000;
    private static final int REFUSED_LABELS = 65_520;
    private static final int DEEP = 1_000;
    private static final int VERY_DEEP = 50_000;

    /** Bytes; a JVM method has at most 64 KiB, and JVM code is rarely shorter than Wasm. */
    private static final int INTERPRETED = 64 << 10;

    private static final int LARGE = 1 << 20;
    private static final int REFUSED_SIZE = 7_654_321;

    private final ModuleInfo module;
    private final Findings findings;
    private int function;
    private int start;
    private int size;
    private long locals;
    private int labels;
    private int labelsAt;
    private int depth;
    private int depthAt;

    ShapeRules(ModuleInfo module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    void begin(CodeReader code) {
        function = code.function();
        start = code.start();
        size = code.end() - code.start();
        locals = code.localCount();
        labels = 0;
        depth = 0;
    }

    void next(InstructionCursor cursor, int newDepth) {
        if (cursor.labelCount() > labels) {
            labels = cursor.labelCount();
            labelsAt = cursor.start();
        }
        if (newDepth > depth) {
            depth = newDepth;
            depthAt = cursor.start();
        }
    }

    void end() {
        report(Rule.MANY_LOCALS, locals, MANY_LOCALS, REFUSED_LOCALS, start, "local variables");
        report(Rule.HUGE_BRANCH_TABLE, labels, MANY_LABELS, REFUSED_LABELS, labelsAt, "labels in a branch table");
        report(Rule.DEEP_NESTING, depth, DEEP, VERY_DEEP, depthAt, "blocks inside each other");
        if (size >= LARGE) {
            report(Rule.HUGE_FUNCTION, size, LARGE, REFUSED_SIZE, start, "bytes of code");
        } else if (size > INTERPRETED) {
            Spot spot = Spot.function(module, function, start);
            findings.add(
                    Rule.HUGE_FUNCTION,
                    spot,
                    "%s has %,d bytes of code, too many for a JVM method".formatted(ExportRules.spot(spot), size));
        }
    }

    private void report(Rule rule, long found, int medium, int high, int offset, String what) {
        if (found >= medium) {
            Spot spot = Spot.function(module, function, offset);
            findings.add(
                    rule,
                    found >= high ? Severity.HIGH : Severity.MEDIUM,
                    spot,
                    "%s has %,d %s".formatted(ExportRules.spot(spot), found, what));
        }
    }
}
