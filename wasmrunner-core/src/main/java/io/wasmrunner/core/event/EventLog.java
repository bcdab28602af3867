package io.wasmrunner.core.event;

import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.core.journal.Journal;
import io.wasmrunner.core.journal.JsonLine;
import io.wasmrunner.core.state.StateFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The events of this machine's containers, oldest first, in a {@link Journal}. */
public final class EventLog {
    private final Journal journal;

    EventLog(Path file) {
        this.journal = new Journal(file);
    }

    /** That of a state folder, as long as its settings say. */
    public EventLog(StateFolder state) {
        this.journal = new Journal(state.events(), new Configured(state.settings()));
    }

    /** A class and no lambda, which would cost each run a millisecond. */
    private record Configured(Settings settings) implements Supplier<Journal.Bound> {

        /** An event is not lost because of a slip in a configuration. */
        @Override
        public Journal.Bound get() {
            return new Journal.Bound(settings.lenient(ConfigKey.EVENTS_MAX_SIZE).number(), (int)
                    settings.lenient(ConfigKey.EVENTS_MAX_FILES).number());
        }
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
