package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;

/**
 * Finds loops that never end once entered: no path leads to their end, branches out, returns or calls. Only such is
 * told; a call may not come back, so a loop with one is left alone. Compilers leave such loops on paths that they take for
 * impossible, so the finding counts more in a function that has no other way to end. Where a trap can still end the loop,
 * say by an address out of bounds, it counts less. Code that cannot be reached does not count, on either side.
 */
final class LoopScan {
    private final ModuleInfo module;
    private final Findings findings;
    private final ControlStack stack = new ControlStack();
    private int function;

    /** Whether the next instruction can be reached. */
    private boolean live;

    /** Whether the function can end beside an endless loop. */
    private boolean ends;

    private int found;
    private int firstFound;
    private boolean trapEndsFirst;

    LoopScan(ModuleInfo module, Findings findings) {
        this.module = module;
        this.findings = findings;
    }

    void begin(int newFunction) {
        function = newFunction;
        live = true;
        ends = false;
        found = 0;
        stack.clear();
        stack.push(Opcode.BLOCK, true, 0);
    }

    /** Until the function's own end was read. */
    boolean isOpen() {
        return stack.depth() > 0;
    }

    /** Blocks open, the function's own included. */
    int depth() {
        return stack.depth();
    }

    boolean inLoop() {
        return stack.loops() > 0;
    }

    /**
     * Takes the next instruction.
     *
     * @param constant the one before it was an {@code i32.const}
     * @param value its value
     */
    void next(InstructionCursor cursor, boolean constant, long value) {
        switch (cursor.opcode()) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF, Opcode.TRY, Opcode.TRY_TABLE -> {
                branches(cursor);
                stack.push(cursor.opcode(), live, cursor.start());
            }
            case Opcode.ELSE, Opcode.CATCH, Opcode.CATCH_ALL -> live = stack.alternative(live);
            case Opcode.END, Opcode.DELEGATE -> end();
            case Opcode.BR, Opcode.BR_TABLE -> {
                branches(cursor);
                live = false;
            }
            case Opcode.BR_IF -> {
                if (!constant || value != 0) {
                    branches(cursor);
                    live = live && !constant;
                }
            }
            case Opcode.RETURN,
                    Opcode.UNREACHABLE,
                    Opcode.THROW,
                    Opcode.RETHROW,
                    Opcode.THROW_REF,
                    Opcode.RETURN_CALL,
                    Opcode.RETURN_CALL_INDIRECT,
                    Opcode.RETURN_CALL_REF -> {
                leaves();
                ends |= live;
                live = false;
            }
            case Opcode.CALL, Opcode.CALL_INDIRECT, Opcode.CALL_REF -> leaves();
            default -> {
                branches(cursor);
                if (live && Traps.mayTrap(cursor.opcode())) {
                    stack.mayTrap();
                }
            }
        }
    }

    private void branches(InstructionCursor cursor) {
        if (live) {
            for (int i = 0; i < cursor.labelCount(); i++) {
                stack.branch(cursor.label(i));
            }
        }
    }

    private void leaves() {
        if (live) {
            stack.leave();
        }
    }

    private void end() {
        if (stack.isEndlessLoop(live)) {
            // A loop that nothing at all ends is the one to show.
            if (found++ == 0 || (trapEndsFirst && !stack.trapEndsIt())) {
                firstFound = stack.start();
                trapEndsFirst = stack.trapEndsIt();
            }
            stack.found();
        }
        live = stack.pop(live);
        if (stack.depth() == 0 && found > 0) {
            report(ends || live);
        }
    }

    private void report(boolean avoidable) {
        Spot spot = Spot.function(module, function, firstFound);
        String what = trapEndsFirst ? ": a loop that only a trap can end" : ": a loop with no reachable exit";
        findings.add(
                Rule.ENDLESS_LOOP,
                trapEndsFirst || avoidable ? Severity.LOW : Severity.MEDIUM,
                spot,
                ExportRules.spot(spot)
                        + what
                        + (avoidable ? ", on some of its paths" : "")
                        + (found == 1 ? "" : ", and " + (found - 1) + " more"));
    }
}
