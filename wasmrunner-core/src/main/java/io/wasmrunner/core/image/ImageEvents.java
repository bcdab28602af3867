package io.wasmrunner.core.image;

import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Writes down what happens to images, by Docker's names. */
final class ImageEvents {
    private final EventLog log;
    private final Consumer<String> warnings;

    ImageEvents(StateFolder state, Consumer<String> warnings) {
        this.log = new EventLog(state);
        this.warnings = warnings;
    }

    /** A full disk does not undo what was done. */
    void add(String action, String id, String name) {
        try {
            log.append(new Event(Instant.now(), "image", Map.of("action", action, "id", id, "name", name)));
        } catch (IOException e) {
            warnings.accept("cannot record the event %s of %s: %s".formatted(action, name, Reason.of(e)));
        }
    }
}
