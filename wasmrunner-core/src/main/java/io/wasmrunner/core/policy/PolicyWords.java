package io.wasmrunner.core.policy;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.ClockRule;
import io.wasmrunner.sandbox.policy.Globs;
import io.wasmrunner.sandbox.policy.PolicyKey;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;

/** One value as people write it in a flag or a file, from and to the text of {@link io.wasmrunner.sandbox.policy.PolicyText}. */
public final class PolicyWords {
    private static final String COARSE = "coarse";
    private static final String FIXED = "fixed:";
    private static final long SECOND = 1_000_000_000L;

    private PolicyWords() {}

    /** For messages that name the key. */
    static String read(PolicyKey key, String words) {
        return read(key.toString(), key, words);
    }

    /**
     * The value that is meant.
     *
     * @param named what it was given by, for messages: a flag or the key
     * @throws WasmrunnerException when it is malformed
     */
    public static String read(String named, PolicyKey key, String words) {
        return switch (key.kind()) {
            case SIZE -> Long.toString(Quantities.size(named, words));
            case DURATION -> Long.toString(Quantities.duration(named, words));
            case COUNT -> Long.toString(Quantities.count(named, words));
            case CPUS -> Long.toString(Quantities.cpus(named, words));
            case CLOCK -> clock(named, words);
            case ALLOWED, DENIED -> patterns(named, key, words);
            case RANDOM, DENIED_CALL, ENFORCE, NEVER, SWITCH, PATHS -> words;
        };
    }

    /** With commas between. */
    private static String patterns(String named, PolicyKey key, String words) {
        try {
            Globs globs = new Globs(List.of(words.split(",", -1)));
            KnownNames.check(key, globs);
            return globs.toString();
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot read %s %s: %s".formatted(named, words, e.getMessage()), e);
        }
    }

    private static String clock(String named, String words) {
        if (words.equals(COARSE)) {
            return COARSE + ":" + ClockRule.COARSE;
        }
        if (words.startsWith(COARSE + ":")) {
            return COARSE + ":" + Quantities.duration(named, words.substring(COARSE.length() + 1));
        }
        if (!words.startsWith(FIXED)) {
            return words;
        }
        try {
            Instant instant = Instant.parse(words.substring(FIXED.length()));
            long nanoseconds =
                    Math.addExact(Math.multiplyExact(instant.getEpochSecond(), SECOND), (long) instant.getNano());
            return FIXED + nanoseconds;
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot read %s %s: it must look like fixed:2026-01-01T00:00:00Z, from 1970 to 2262"
                            .formatted(named, words),
                    e);
        }
    }

    /** The other way, exactly. */
    public static String write(PolicyKey key, String value) {
        return switch (key.kind()) {
            case SIZE -> Quantities.writeSize(Long.parseLong(value));
            case DURATION -> Quantities.writeDuration(Long.parseLong(value));
            case CPUS -> Quantities.writeCpus(Long.parseLong(value));
            case CLOCK -> writeClock(value);
            case COUNT, RANDOM, DENIED_CALL, ENFORCE, NEVER, SWITCH, PATHS, ALLOWED, DENIED -> value;
        };
    }

    private static String writeClock(String value) {
        int colon = value.indexOf(':');
        if (colon < 0) {
            return value;
        }
        long nanoseconds = Long.parseLong(value.substring(colon + 1));
        return value.startsWith(FIXED)
                ? FIXED + Instant.ofEpochSecond(nanoseconds / SECOND, nanoseconds % SECOND)
                : COARSE + ":" + Quantities.writeDuration(nanoseconds);
    }
}
