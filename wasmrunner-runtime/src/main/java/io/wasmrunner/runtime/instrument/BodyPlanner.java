package io.wasmrunner.runtime.instrument;

import io.wasmrunner.runtime.module.CodeReader;
import io.wasmrunner.runtime.module.Feature;
import io.wasmrunner.runtime.module.InstructionCursor;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.module.Opcode;

/**
 * Reads a function's body once and plans what to change in it. The fuel rule is in {@link Instrumenter}'s description;
 * a basic block's charge is planned where the block starts and gets its amount where the block ends.
 */
final class BodyPlanner {
    private static final int FUNCTION = -1;
    private static final int NO_BLOCK = -1;
    private static final int LOCALS_PER_FUEL = 8;

    private final ModuleInfo module;
    private final Instrumentation wanted;
    private final LengthCharges lengths;
    private final Controls controls;
    private final InstructionCursor cursor;
    private final Frames frames = new Frames();
    private final Edits edits = new Edits();
    private boolean reached;
    private boolean calls;
    private int block = NO_BLOCK;
    private int cost;

    BodyPlanner(ModuleInfo module, Instrumentation wanted, Controls controls) {
        this.module = module;
        this.wanted = wanted;
        this.controls = controls;
        this.lengths = new LengthCharges(module, controls);
        this.cursor = new InstructionCursor(module.binary().bytes(), "code");
    }

    Edits edits() {
        return edits;
    }

    /** Whether the function planned last counts its calls. */
    boolean countsCalls() {
        return calls && wanted.callDepth();
    }

    void plan(CodeReader code) {
        edits.clear();
        frames.clear();
        calls = false;
        cursor.range(code.expression(), code.end());
        frames.push(FUNCTION, true);
        reached = true;
        startBlock(code.expression());
        cost = (int) (code.localCount() / LOCALS_PER_FUEL);
        while (frames.depth() > 0) {
            cursor.next();
            instruction(cursor.opcode());
        }
        if (cursor.hasNext()) {
            throw cursor.malformed("function " + code.function() + " goes on after its end");
        }
    }

    private void instruction(int opcode) {
        switch (opcode) {
            case Opcode.NOP -> {}
            case Opcode.BLOCK -> frames.push(opcode, reached);
            case Opcode.LOOP -> {
                frames.push(opcode, reached);
                nextBlock(reached);
            }
            case Opcode.IF -> {
                cost++;
                frames.push(opcode, reached);
                nextBlock(reached);
            }
            case Opcode.ELSE -> {
                if (frames.opcode() != Opcode.IF) {
                    throw cursor.malformed("else without if");
                }
                nextBlock(frames.isEntered());
            }
            case Opcode.TRY, Opcode.TRY_TABLE -> handler(opcode);
            case Opcode.CATCH, Opcode.CATCH_ALL -> {
                if (frames.opcode() != Opcode.TRY) {
                    throw cursor.malformed("catch without try");
                }
                nextBlock(frames.isEntered());
            }
            case Opcode.END, Opcode.DELEGATE -> end();
            case Opcode.BR_IF, Opcode.BR_ON_NULL, Opcode.BR_ON_NON_NULL, Opcode.BR_ON_CAST, Opcode.BR_ON_CAST_FAIL -> {
                cost++;
                branch();
                nextBlock(reached);
            }
            case Opcode.BR, Opcode.BR_TABLE -> {
                branch();
                leave();
            }
            case Opcode.UNREACHABLE, Opcode.THROW, Opcode.RETHROW, Opcode.THROW_REF -> leave();
            case Opcode.RETURN -> {
                if (wanted.callDepth()) {
                    edits.add(cursor.start(), Edits.RETURN, frames.depth() - 1);
                }
                leave();
            }
            case Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT, Opcode.RETURN_CALL_REF -> {
                calls = true;
                if (wanted.callDepth()) {
                    edits.add(cursor.start(), Edits.LEAVE, 0);
                }
                leave();
            }
            case Opcode.CALL -> {
                cost++;
                calls |= cursor.index() >= module.importedFunctionCount();
            }
            case Opcode.CALL_INDIRECT, Opcode.CALL_REF -> {
                cost++;
                calls = true;
            }
            default -> plain(opcode);
        }
    }

    private void plain(int opcode) {
        cost++;
        if (wanted.fuel() && opcode > 0xff) {
            int charge = lengths.function(cursor);
            if (charge >= 0) {
                edits.add(cursor.start(), Edits.CALL, charge);
            }
        }
        if (wanted.growthWatch()) {
            if (opcode == Opcode.MEMORY_GROW) {
                edits.add(
                        cursor.end(), Edits.CALL, controls.watcher(true, lengths.isWideMemory(cursor, cursor.index())));
            } else if (opcode == Opcode.TABLE_GROW) {
                edits.add(
                        cursor.end(), Edits.CALL, controls.watcher(false, lengths.isWideTable(cursor, cursor.index())));
            }
        }
    }

    /** Frames that an exception unwinds do not give back the call they took, so the count would be wrong after it. */
    private void handler(int opcode) {
        if (wanted.callDepth()) {
            throw new UnsupportedFeatureException(
                    opcode == Opcode.TRY ? Feature.LEGACY_EXCEPTIONS : Feature.EXCEPTIONS, "call depth");
        }
        branch();
        frames.push(opcode, reached);
    }

    private void branch() {
        for (int i = 0; i < cursor.labelCount(); i++) {
            int label = cursor.label(i);
            if (!frames.has(label)) {
                throw cursor.malformed("unknown label " + label);
            }
            if (reached) {
                frames.target(label);
            }
        }
    }

    /** The present instruction never goes on to the next. */
    private void leave() {
        cost++;
        closeBlock();
        reached = false;
    }

    private void end() {
        int opened = frames.opcode();
        boolean joins = opened == Opcode.IF || opened == Opcode.TRY || (opened != Opcode.LOOP && frames.isTargeted());
        boolean entered = frames.isEntered();
        frames.pop();
        if (frames.depth() == 0) {
            closeBlock();
        } else if (joins) {
            nextBlock(entered);
        }
    }

    private void nextBlock(boolean isReached) {
        closeBlock();
        reached = isReached;
        if (reached) {
            startBlock(cursor.end());
        }
    }

    private void startBlock(int place) {
        if (wanted.fuel()) {
            block = edits.add(place, Edits.CHARGE, 0);
        }
        cost = 0;
    }

    private void closeBlock() {
        if (block != NO_BLOCK) {
            edits.argument(block, cost);
            block = NO_BLOCK;
        }
    }
}
