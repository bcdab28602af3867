package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.event.EventLog;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Writes down what happens to containers, by Docker's names. */
final class ContainerEvents {
    private final EventLog log;
    private final Consumer<String> warnings;

    ContainerEvents(StateFolder state, Consumer<String> warnings) {
        this.log = new EventLog(state);
        this.warnings = warnings;
    }

    void add(Container container, String action) {
        add(container, action, Map.of());
    }

    void add(Instant time, Container container, String action) {
        add(time, container, action, Map.of());
    }

    void add(Container container, String action, Map<String, String> more) {
        add(Instant.now(), container, action, more);
    }

    /** A full disk does not keep a container from what it does. */
    private void add(Instant time, Container container, String action, Map<String, String> more) {
        Map<String, String> attributes = new TreeMap<>(more);
        container.spec().labels().forEach((name, value) -> attributes.put("label." + name, value));
        attributes.put("action", action);
        attributes.put("id", container.id().hex());
        attributes.put("name", container.name());
        attributes.put("image", container.spec().image().name());
        try {
            log.append(new Event(time, "container", attributes));
        } catch (IOException e) {
            warnings.accept("cannot record the event %s of %s: %s".formatted(action, container.name(), Reason.of(e)));
        }
    }
}
