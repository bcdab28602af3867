package io.wasmrunner.sandbox.shim;

import org.jspecify.annotations.Nullable;

/**
 * What a shim says its container is doing.
 *
 * @param runs how many there have been, with the one that is
 * @param launcher the process id of its launcher, 0 when none runs
 * @param launcherStart that one's start time, in clock ticks since the machine started (proc(5), field 22)
 * @param untilRestart milliseconds, 0 when it does not wait for one
 * @param age milliseconds since the beginning of the run, or of the last one
 */
public record ShimState(Phase phase, long runs, long launcher, long launcherStart, long untilRestart, long age) {
    private static final int FIELDS = 6;

    /** Where a container is between its start and its end. */
    public enum Phase {
        STARTING("starting"),
        RUNNING("running"),
        PAUSED("paused"),
        STOPPING("stopping"),
        SETTLING("settling"),
        WAITING("waiting");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        private static @Nullable Phase of(String word) {
            for (Phase phase : values()) {
                if (phase.word.equals(word)) {
                    return phase;
                }
            }
            return null;
        }
    }

    /** Reads an answer; null when it is none. */
    static @Nullable ShimState parse(String text) {
        String[] fields = Words.split(text, FIELDS);
        long[] numbers = Words.numbers(fields, 1);
        Phase phase = Phase.of(fields[0]);
        return phase == null || numbers.length != FIELDS - 1
                ? null
                : new ShimState(phase, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
