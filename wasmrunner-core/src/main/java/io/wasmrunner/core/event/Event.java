package io.wasmrunner.core.event;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that happened.
 *
 * @param type for example {@code alert}
 * @param attributes what there is to know about it, by name
 */
public record Event(Instant time, String type, Map<String, String> attributes) {
    /** What the name of an attribute begins with that is a label of what it happened to. */
    public static final String LABEL = "label.";

    private static final String ALERT = "alert";

    public Event {
        attributes = Map.copyOf(attributes);
    }

    /** What happened, in Docker's words; of what a guest sent, how grave it is. */
    public String action() {
        return attribute(type.equals(ALERT) ? "level" : "action");
    }

    /** The id, or the name, of what it happened to. */
    public String actor() {
        return attribute(type.equals(ALERT) ? "module" : "id");
    }

    /** That attribute; empty when it has none. */
    public String attribute(String name) {
        return attributes.getOrDefault(name, "");
    }

    /** What else there is to know about it, as Docker has it: labels under their own names, in order of name. */
    public SortedMap<String, String> details() {
        SortedMap<String, String> details = new TreeMap<>();
        attributes.forEach((name, value) -> {
            if (name.startsWith(LABEL)) {
                details.put(name.substring(LABEL.length()), value);
            }
        });
        attributes.forEach((name, value) -> {
            if (!name.startsWith(LABEL) && !name.equals("action") && !name.equals("id")) {
                details.put(name, value);
            }
        });
        return details;
    }
}
