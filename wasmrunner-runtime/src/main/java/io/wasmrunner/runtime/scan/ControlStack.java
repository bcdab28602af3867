package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.module.Opcode;
import java.util.Arrays;

/**
 * The blocks that are open at an instruction. A block costs nine bytes, and no more than a million are kept apart, so that
 * a module that nests them by the million costs little; loops deeper than that are not judged.
 */
final class ControlStack {
    private static final int MAX_KEPT = 1_000_000;

    /** The outermost block reached, when all of the function may be left. */
    private static final int OUTSIDE = -1;

    private static final int LOOP = 1;
    private static final int CONDITION = 2;
    /** The block itself was reached. */
    private static final int ENTERED = 4;
    /** What comes after the block is reached, by a branch or from one of its parts. */
    private static final int CONTINUES = 8;

    private static final int TRAPS = 16;
    /** An endless loop inside was found already. */
    private static final int FOUND = 32;

    private int[] starts = new int[64];
    /** The outermost block that a branch from inside leads to. */
    private int[] reach = new int[64];

    private byte[] flags = new byte[64];
    private int depth;
    private int loops;
    private int ignored;

    void clear() {
        depth = 0;
        loops = 0;
        ignored = 0;
    }

    int depth() {
        return depth + ignored;
    }

    /** How many of them are loops. */
    int loops() {
        return loops;
    }

    void push(int opcode, boolean live, int start) {
        if (depth == MAX_KEPT) {
            if (ignored++ == 0) {
                // Whatever is in there may do anything.
                leave();
            }
            return;
        }
        if (depth == flags.length) {
            starts = Arrays.copyOf(starts, depth * 2);
            reach = Arrays.copyOf(reach, depth * 2);
            flags = Arrays.copyOf(flags, depth * 2);
        }
        starts[depth] = start;
        reach[depth] = Integer.MAX_VALUE;
        int kind = opcode == Opcode.LOOP ? LOOP : opcode == Opcode.IF ? CONDITION : 0;
        flags[depth] = (byte) (kind | (live ? ENTERED : 0));
        depth++;
        loops += kind & LOOP;
    }

    /** A branch, from code that is reached, to a label counted outwards. */
    void branch(int label) {
        if (ignored > 0) {
            return;
        }
        int target = depth - 1 - label;
        int top = depth - 1;
        reach[top] = Math.min(reach[top], Math.max(target, OUTSIDE));
        if (target >= 0 && !is(target, LOOP)) {
            flags[target] |= CONTINUES;
        }
    }

    /** Code that is reached may leave the function. */
    void leave() {
        reach[depth - 1] = OUTSIDE;
    }

    void mayTrap() {
        flags[depth - 1] |= TRAPS;
    }

    /** The other part of a condition begins, or a handler; gives whether it is reached. */
    boolean alternative(boolean live) {
        if (ignored > 0) {
            return live;
        }
        int top = depth - 1;
        if (live) {
            flags[top] |= CONTINUES;
        }
        flags[top] = (byte) (flags[top] & ~CONDITION);
        return is(top, ENTERED);
    }

    /** Whether the innermost block, at its end, is a loop that is entered and never left. */
    boolean isEndlessLoop(boolean live) {
        int top = depth - 1;
        return ignored == 0 && is(top, LOOP) && is(top, ENTERED) && !live && reach[top] >= top && !is(top, FOUND);
    }

    boolean trapEndsIt() {
        return is(depth - 1, TRAPS);
    }

    /** Where the innermost block starts. */
    int start() {
        return starts[depth - 1];
    }

    void found() {
        flags[depth - 1] |= FOUND;
    }

    /** The innermost block ends; gives whether what comes after it is reached. */
    boolean pop(boolean live) {
        if (ignored > 0) {
            ignored--;
            return live;
        }
        int top = --depth;
        if (top > 0) {
            reach[top - 1] = Math.min(reach[top - 1], reach[top]);
            flags[top - 1] = (byte) (flags[top - 1] | (flags[top] & (TRAPS | FOUND)));
        }
        loops -= flags[top] & LOOP;
        // A condition without another part may be passed over.
        return live || is(top, CONTINUES) || (is(top, CONDITION) && is(top, ENTERED));
    }

    private boolean is(int at, int flag) {
        return (flags[at] & flag) != 0;
    }
}
