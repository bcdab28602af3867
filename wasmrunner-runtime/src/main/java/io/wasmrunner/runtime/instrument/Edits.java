package io.wasmrunner.runtime.instrument;

import java.util.Arrays;

/** The changes to one function's body, in order of place. Arrays instead of objects: a module can need millions. */
final class Edits {
    /** Charge {@code argument} fuel. Nothing when that is 0. */
    static final byte CHARGE = 0;

    /** Call function {@code argument}. */
    static final byte CALL = 1;

    /** Before a tail call: count the call as left. Only in functions that count their calls. */
    static final byte LEAVE = 2;

    /** Instead of {@code return}: branch to label {@code argument}. Only in functions that count their calls. */
    static final byte RETURN = 3;

    private int[] places = new int[64];
    private byte[] kinds = new byte[64];
    private int[] arguments = new int[64];
    private int count;

    void clear() {
        count = 0;
    }

    int count() {
        return count;
    }

    /** Adds a change at a place that is not before the last one's, and gives its number. */
    int add(int place, byte kind, int argument) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
            kinds = Arrays.copyOf(kinds, count * 2);
            arguments = Arrays.copyOf(arguments, count * 2);
        }
        places[count] = place;
        kinds[count] = kind;
        arguments[count] = argument;
        return count++;
    }

    void argument(int edit, int argument) {
        arguments[edit] = argument;
    }

    int place(int edit) {
        return places[edit];
    }

    byte kind(int edit) {
        return kinds[edit];
    }

    int argument(int edit) {
        return arguments[edit];
    }
}
