package io.wasmrunner.runtime.instrument;

import java.util.Arrays;

/** The blocks that are open at a place in a function, the function itself being the outermost. */
final class Frames {
    private int[] opcodes = new int[32];
    private boolean[] entered = new boolean[32];
    private boolean[] targeted = new boolean[32];
    private int depth;

    void clear() {
        depth = 0;
    }

    int depth() {
        return depth;
    }

    /**
     * @param reached whether control can get to its start
     */
    void push(int opcode, boolean reached) {
        if (depth == opcodes.length) {
            opcodes = Arrays.copyOf(opcodes, depth * 2);
            entered = Arrays.copyOf(entered, depth * 2);
            targeted = Arrays.copyOf(targeted, depth * 2);
        }
        opcodes[depth] = opcode;
        entered[depth] = reached;
        targeted[depth] = false;
        depth++;
    }

    void pop() {
        depth--;
    }

    /** What opened the innermost block. */
    int opcode() {
        return opcodes[depth - 1];
    }

    /** Whether control can get to the innermost block's start. */
    boolean isEntered() {
        return entered[depth - 1];
    }

    /** Whether a branch goes to the innermost block's label. */
    boolean isTargeted() {
        return targeted[depth - 1];
    }

    boolean has(int label) {
        return label < depth;
    }

    void target(int label) {
        targeted[depth - 1 - label] = true;
    }
}
