package io.wasmrunner.core.event;

import io.wasmrunner.core.journal.JsonFields;
import io.wasmrunner.core.journal.RotatedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads what an {@link EventLog} wrote. */
public final class EventReader {
    private EventReader() {}

    /**
     * The events that were written down, and those that will be, the oldest first; there need not be any yet.
     *
     * @param warnings hears of what is damaged
     */
    public static RotatedRecords<Event> open(Path file, Consumer<String> warnings) throws IOException {
        return RotatedRecords.open(file, EventReader::parse, "some events are", warnings);
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
}
