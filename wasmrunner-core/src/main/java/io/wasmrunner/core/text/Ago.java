package io.wasmrunner.core.text;

import java.time.DateTimeException;
import java.time.Instant;

/** How long ago something was, as Docker says it. */
public final class Ago {
    private Ago() {}

    /** {@code 5 seconds ago}, {@code About an hour ago}, {@code 3 weeks ago}. */
    public static String since(Instant then, Instant now) {
        return words(now.getEpochSecond() - then.getEpochSecond()).concat(" ago");
    }

    /** A span of seconds in one unit, as Docker words it. */
    public static String words(long span) {
        long seconds = Math.max(0, span);
        long minutes = seconds / 60;
        long hours = Math.round(seconds / 3600.0);
        if (seconds < 1) {
            return "Less than a second";
        }
        if (seconds < 60) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        if (minutes < 60) {
            return minutes == 1 ? "About a minute" : minutes + " minutes";
        }
        if (hours < 48) {
            return hours == 1 ? "About an hour" : hours + " hours";
        }
        if (hours < 24 * 14) {
            return hours / 24 + " days";
        }
        if (hours < 24 * 60) {
            return hours / 24 / 7 + " weeks";
        }
        return hours < 24 * 365 * 2 ? hours / 24 / 30 + " months" : hours / 24 / 365 + " years";
    }

    /**
     * When an image was made, as its maker wrote it. One whose build left the time out, to be the same each time, says
     * nothing or 1970; then it is when it came here.
     *
     * @param added milliseconds since 1970
     */
    public static Instant created(String created, long added) {
        if (created.isEmpty()) {
            return Instant.ofEpochMilli(added);
        }
        try {
            Instant written = Instant.parse(created);
            return written.getEpochSecond() <= 0 ? Instant.ofEpochMilli(added) : written;
        } catch (DateTimeException e) {
            return Instant.ofEpochMilli(added);
        }
    }
}
