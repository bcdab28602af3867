package io.wasmrunner.core.event;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.RotatedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The events that were written down, and those that will be, the oldest first. */
public final class EventReader implements AutoCloseable {
    private final Path file;
    private final RotatedLines lines;
    private final Consumer<String> warnings;
    private boolean warned;

    private EventReader(Path file, RotatedLines lines, Consumer<String> warnings) {
        this.file = file;
        this.lines = lines;
        this.warnings = warnings;
    }

    /**
     * Those of an {@link EventLog}, of which there need not be any yet.
     *
     * @param warnings hears of what is damaged
     */
    public static EventReader open(Path file, Consumer<String> warnings) throws IOException {
        return new EventReader(file, RotatedLines.open(file, warnings), warnings);
    }

    /** Leaves out all there are now; to be called before the first is read. */
    public void skipPast() throws IOException {
        lines.keepLast(0);
    }

    /** The next; empty when there is none at present. One that is damaged is left out, and the first such told of. */
    public Optional<Event> next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Optional<Event> event = parse(line);
            if (event.isPresent()) {
                return event;
            }
            if (!warned) {
                warned = true;
                warnings.accept("some events are left out: %s holds lines that are damaged".formatted(file));
            }
        }
        return Optional.empty();
    }

    private static Optional<Event> parse(byte[] line) {
        Map<String, String> fields = new TreeMap<>(JsonFields.of(line).orElse(Map.of()));
        String time = fields.remove("time");
        String type = fields.remove("type");
        if (time == null || type == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Event(Instant.parse(time), type, fields));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
