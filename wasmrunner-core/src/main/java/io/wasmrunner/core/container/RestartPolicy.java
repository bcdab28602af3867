package io.wasmrunner.core.container;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/**
 * When a container whose guest has ended is started again.
 *
 * @param most restarts in a row after failures; 0 for any number
 */
public record RestartPolicy(Kind kind, int most) {
    public static final RestartPolicy NO = new RestartPolicy(Kind.NO, 0);

    /** Milliseconds before the first restart in a row; each next one waits twice as long. As Docker has it. */
    private static final long FIRST_DELAY = 100;

    private static final long LONGEST_DELAY = 60_000;

    /** Milliseconds of a run after which the next restart counts as the first. */
    private static final long LONG_RUN = 10_000;

    /** What is looked at. */
    public enum Kind {
        NO("no"),
        ON_FAILURE("on-failure"),
        ALWAYS("always"),
        UNLESS_STOPPED("unless-stopped");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /**
     * Reads {@code no}, {@code on-failure[:N]}, {@code always} or {@code unless-stopped}.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for anything else
     */
    public static RestartPolicy parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(word) && (colon < 0 || kind == Kind.ON_FAILURE)) {
                return new RestartPolicy(kind, colon < 0 ? 0 : number(text, text.substring(colon + 1)));
            }
        }
        throw malformed(text);
    }

    private static int number(String text, String digits) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As for a negative one.
        }
        throw malformed(text);
    }

    private static WasmrunnerException malformed(String text) {
        return new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot read --restart %s: it is no, on-failure, on-failure:<count>, always or unless-stopped"
                        .formatted(text));
    }

    /**
     * Whether a guest that has ended by itself is started again.
     *
     * @param failed its exit code was not 0
     * @param inARow restarts since it last ran long
     */
    public boolean restarts(boolean failed, int inARow) {
        return switch (kind) {
            case NO -> false;
            case ON_FAILURE -> failed && (most == 0 || inARow < most);
            case ALWAYS, UNLESS_STOPPED -> true;
        };
    }

    /**
     * Whether a container that does not run is started when the machine is back.
     *
     * @param wasLive it was running when the machine went down
     * @param stoppedByUser somebody had asked for its end
     */
    public boolean survivesReboot(boolean wasLive, boolean stoppedByUser) {
        return switch (kind) {
            case NO -> false;
            case ON_FAILURE -> wasLive;
            case ALWAYS -> true;
            case UNLESS_STOPPED -> !stoppedByUser;
        };
    }

    /** Milliseconds before restart number {@code inARow} + 1. */
    public static long delay(int inARow) {
        return inARow >= 10 ? LONGEST_DELAY : Math.min(LONGEST_DELAY, FIRST_DELAY << inARow);
    }

    /** Whether a run was so long that the next restart counts as the first. */
    public static boolean isLong(long milliseconds) {
        return milliseconds >= LONG_RUN;
    }

    @Override
    public String toString() {
        return most == 0 ? kind.word : kind.word + ":" + most;
    }
}
