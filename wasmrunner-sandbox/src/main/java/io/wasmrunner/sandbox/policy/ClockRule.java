package io.wasmrunner.sandbox.policy;

import java.util.Locale;

/**
 * What the guest's clocks tell.
 *
 * @param nanoseconds the resolution of a coarse clock, 1,000 to 3,600,000,000,000; what a fixed one tells, since
 *     1970-01-01T00:00:00Z and not before; 0 for the real one
 */
public record ClockRule(Mode mode, long nanoseconds) {
    public static final ClockRule REAL = new ClockRule(Mode.REAL, 0);

    /** What a coarse clock tells apart unless something else is said: a millisecond, nanoseconds. */
    public static final long COARSE = 1_000_000;

    private static final long LEAST = 1_000;
    private static final long MOST = 3_600_000_000_000L;

    /** From what tells most to what tells least. */
    public enum Mode {
        /** The host's time. */
        REAL,
        /** The host's time, rounded down. */
        COARSE,
        /** The same moment always, but for what the guest waited. */
        FIXED;

        /** In lower case, as text has it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException outside of them
     */
    public ClockRule {
        boolean proper = switch (mode) {
            case REAL -> nanoseconds == 0;
            case COARSE -> nanoseconds >= LEAST && nanoseconds <= MOST;
            case FIXED -> nanoseconds >= 0;
        };
        if (!proper) {
            throw new IllegalArgumentException("the clock cannot be " + mode + " with " + nanoseconds
                    + " ns: a coarse one tells 1us to 1h apart, a fixed one stands in 1970 to 2262");
        }
    }

    /** The one that tells less; of two that stand still the earlier. */
    ClockRule narrowedBy(ClockRule other) {
        if (mode != other.mode) {
            return mode.compareTo(other.mode) > 0 ? this : other;
        }
        boolean less = mode == Mode.FIXED ? nanoseconds < other.nanoseconds : nanoseconds > other.nanoseconds;
        return less ? this : other;
    }
}
