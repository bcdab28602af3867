package io.wasmrunner.core.event;

import io.wasmrunner.core.journal.Journal;
import io.wasmrunner.core.journal.JsonLine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The events of this machine's containers, oldest first, in a {@link Journal}. */
public final class EventLog {
    private final Journal journal;

    public EventLog(Path file) {
        this.journal = new Journal(file);
    }

    /** Appends what a guest sent there, now. */
    public void alert(String module, String level, String message) throws IOException {
        append(new Event(Instant.now(), "alert", Map.of("module", module, "level", level, "message", message)));
    }

    /** Appends a record: {@code {"time":…,"type":…,…attributes in order of name}}. */
    public void append(Event event) throws IOException {
        JsonLine line = new JsonLine().add("time", event.time().toString()).add("type", event.type());
        for (Map.Entry<String, String> attribute : new TreeMap<>(event.attributes()).entrySet()) {
            line.add(attribute.getKey(), attribute.getValue());
        }
        journal.append(line);
    }
}
