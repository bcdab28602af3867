package io.wasmrunner.core.quarantine;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.JsonLine;
import io.wasmrunner.registry.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one module.
 *
 * @param strikes runs with refused attempts since the last lift
 * @param name what the user called the module the last time
 * @param container of the last strike; may be empty
 * @param last the last refused attempt, for people; empty when there was none
 * @param time of the last change, ISO 8601 in UTC
 * @param reason the user's, who quarantined it by hand; empty when it was not
 */
public record QuarantineEntry(
        QuarantineState state,
        Digest digest,
        int strikes,
        String name,
        String container,
        String last,
        String time,
        String reason) {

    /** Starts with the state, so that a look at the first bytes tells it. */
    byte[] bytes() {
        return new JsonLine()
                .add("state", state.toString())
                .add("digest", digest.toString())
                .add("strikes", strikes)
                .add("name", name)
                .add("container", container)
                .add("last", last)
                .add("time", time)
                .add("reason", reason)
                .bytes();
    }

    /** The entry that a file holds; empty when it is damaged. */
    static Optional<QuarantineEntry> read(Digest digest, byte[] content) {
        Map<String, String> fields = JsonFields.of(content).orElse(Map.of());
        QuarantineState state = state(fields.getOrDefault("state", ""));
        if (state == null || !digest.toString().equals(fields.get("digest"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new QuarantineEntry(
                    state,
                    digest,
                    Math.max(0, Integer.parseInt(fields.getOrDefault("strikes", ""))),
                    fields.getOrDefault("name", ""),
                    fields.getOrDefault("container", ""),
                    fields.getOrDefault("last", ""),
                    fields.getOrDefault("time", ""),
                    fields.getOrDefault("reason", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether a file's content is, from its beginning, the entry of a module that runs. Takes no JSON parser, which would
     * hold up every start of a module that has a strike; false means to look closer.
     */
    static boolean isPlainlyRunnable(Digest digest, byte[] content) {
        return startsLike(content, "counted", digest) || startsLike(content, "lifted", digest);
    }

    private static boolean startsLike(byte[] content, String state, Digest digest) {
        byte[] start = "{\"state\":\""
                .concat(state)
                .concat("\",\"digest\":\"")
                .concat(digest.toString())
                .concat("\",\"strikes\":")
                .getBytes(StandardCharsets.US_ASCII);
        return content.length > start.length
                && Arrays.equals(content, 0, start.length, start, 0, start.length)
                && content[content.length - 1] == '\n';
    }

    private static @Nullable QuarantineState state(String text) {
        for (QuarantineState state : QuarantineState.values()) {
            if (state.toString().equals(text)) {
                return state;
            }
        }
        return null;
    }

    /** Whether it does not run. */
    public boolean isQuarantined() {
        return state == QuarantineState.QUARANTINED;
    }

    /** Why it is where it is, a clause: {@code quarantined after 3 runs with refused attempts (last: …)}. */
    public String why() {
        if (state == QuarantineState.LIFTED) {
            return "lifted on " + time;
        }
        if (!reason.isEmpty() || (isQuarantined() && strikes == 0)) {
            return "quarantined by hand on " + time + (reason.isEmpty() ? "" : ": " + reason);
        }
        return (isQuarantined() ? "quarantined after " : "") + strikes + " run" + (strikes == 1 ? "" : "s")
                + " with refused attempts (last: " + last + ", " + time + ")";
    }

    /** For the user who wants to run it. */
    public String refusal(String module) {
        return "cannot run " + module + ": it is " + why() + "; to lift it: wasmrunner quarantine lift "
                + digest.abbreviated();
    }
}
