package io.wasmrunner.registry.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How to find out whether a container is well, as Docker's images say it.
 *
 * @param test {@code NONE}, or {@code CMD} and arguments, or {@code CMD-SHELL} and a line
 * @param interval nanoseconds, as timeout, startPeriod; 0 for the default
 * @param retries 0 for the default
 */
public record HealthCheck(List<String> test, long interval, long timeout, long startPeriod, int retries) {
    public HealthCheck {
        test = List.copyOf(test);
    }

    public static HealthCheck read(Fields fields) {
        return new HealthCheck(
                fields.texts("Test"),
                Math.max(0, fields.number("Interval")),
                Math.max(0, fields.number("Timeout")),
                Math.max(0, fields.number("StartPeriod")),
                Math.clamp(fields.number("Retries"), 0, 1_000_000));
    }

    public ObjectNode write() {
        ObjectNode node = Json.object();
        ArrayNode words = node.putArray("Test");
        test.forEach(words::add);
        putIfSet(node, "Interval", interval);
        putIfSet(node, "Timeout", timeout);
        putIfSet(node, "StartPeriod", startPeriod);
        putIfSet(node, "Retries", retries);
        return node;
    }

    private static void putIfSet(ObjectNode node, String name, long value) {
        if (value > 0) {
            node.put(name, value);
        }
    }
}
