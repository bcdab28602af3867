package io.wasmrunner.cli.command.container;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.format.GoTemplate;
import io.wasmrunner.core.event.Event;
import io.wasmrunner.core.text.PointInTime;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.guest.Printable;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows events as Docker does: a line each, as JSON or by a template. */
interface EventPrinter {
    long MILLIARD = 1_000_000_000;

    void print(Event event);

    /** @param format of {@code --format} */
    static EventPrinter of(Optional<String> format, PrintStream out) {
        if (format.isEmpty()) {
            return event -> out.println(Printable.line(line(event)));
        }
        if (format.get().equals("json")) {
            return event -> out.println(new String(Json.bytes(json(event)), StandardCharsets.UTF_8));
        }
        GoTemplate template = GoTemplate.parse(format.get());
        return event -> out.println(template.printable(fields(event)));
    }

    private static String line(Event event) {
        List<String> words = new ArrayList<>();
        for (Map.Entry<String, String> detail : event.details().entrySet()) {
            words.add(detail.getKey() + "=" + detail.getValue());
        }
        return "%s %s %s %s (%s)"
                .formatted(
                        PointInTime.print(event.time()),
                        event.type(),
                        event.action(),
                        event.actor(),
                        String.join(", ", words));
    }

    /** Under the names that Docker's API has. */
    private static ObjectNode json(Event event) {
        ObjectNode node = Json.object();
        node.put("status", event.action());
        node.put("id", event.actor());
        node.put("from", event.attribute("image"));
        about(event, node);
        node.put("scope", "local");
        node.put("time", event.time().getEpochSecond());
        node.put("timeNano", nanoseconds(event.time()));
        return node;
    }

    /** Under those that templates use. */
    private static ObjectNode fields(Event event) {
        ObjectNode node = Json.object();
        node.put("Status", event.action());
        node.put("ID", event.actor());
        node.put("From", event.attribute("image"));
        about(event, node);
        node.put("Scope", "local");
        node.put("Time", event.time().getEpochSecond());
        node.put("TimeNano", nanoseconds(event.time()));
        return node;
    }

    private static void about(Event event, ObjectNode node) {
        node.put("Type", event.type());
        node.put("Action", event.action());
        ObjectNode actor = node.putObject("Actor");
        actor.put("ID", event.actor());
        ObjectNode attributes = actor.putObject("Attributes");
        event.details().forEach(attributes::put);
    }

    private static long nanoseconds(Instant time) {
        return time.getEpochSecond() * MILLIARD + time.getNano();
    }
}
