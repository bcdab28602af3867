package io.wasmrunner.core.log;

import io.wasmrunner.core.journal.JsonFields;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A line that a guest wrote, or a piece of one.
 *
 * @param text with its line feed, which only the last piece of a line has
 * @param error whether it was written to the standard error
 * @param time when its end was read
 */
public record LogRecord(String text, boolean error, Instant time) {
    /** Reads a line in the form of Docker's json-file; empty when it is not one. */
    static Optional<LogRecord> parse(byte[] line) {
        Map<String, String> fields = JsonFields.of(line).orElse(Map.of());
        String text = fields.get("log");
        String stream = fields.get("stream");
        String time = fields.get("time");
        if (text == null || stream == null || time == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LogRecord(text, stream.equals("stderr"), Instant.parse(time)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the line ends with it. */
    public boolean isWhole() {
        return text.endsWith("\n");
    }
}
