package io.wasmrunner.core.event;

import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened.
 *
 * @param type for example {@code alert}
 * @param attributes what there is to know about it, by name
 */
public record Event(Instant time, String type, Map<String, String> attributes) {
    public Event {
        attributes = Map.copyOf(attributes);
    }
}
