package io.wasmrunner.core.event;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which events are shown, as Docker's {@code --filter} says it: of conditions with the same name one must hold, of those with
 * different names all.
 */
public final class EventFilters {
    private static final List<String> NAMES = List.of("container", "event", "image", "label", "type", "volume");

    private final Map<String, List<Predicate<Event>>> conditions = new LinkedHashMap<>();

    private EventFilters() {}

    /**
     * Reads {@code name=value} each.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a condition that there is not
     */
    public static EventFilters parse(List<String> filters) {
        EventFilters parsed = new EventFilters();
        for (String filter : filters) {
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw usage(filter, "it must look like name=value");
            }
            String name = filter.substring(0, equals);
            parsed.conditions
                    .computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(condition(name, filter.substring(equals + 1), filter));
        }
        return parsed;
    }

    /** Whether an event is one of those meant. */
    public boolean match(Event event) {
        return conditions.values().stream().allMatch(some -> some.stream().anyMatch(one -> one.test(event)));
    }

    private static Predicate<Event> condition(String name, String value, String filter) {
        return switch (name) {
            case "type" -> event -> event.type().equals(value);
            // Docker's health_status has its outcome behind a colon.
            case "event" ->
                event -> event.action().equals(value) || event.action().startsWith(value + ":");
            case "container" -> event -> event.type().equals("container") && isCalled(event, value);
            case "volume" -> event -> event.type().equals("volume") && isCalled(event, value);
            case "image" -> event -> isOfImage(event, value);
            case "label" -> label(value);
            default ->
                throw usage(
                        filter,
                        "there is no such condition" + Nearest.hint(name, NAMES) + " (" + String.join(", ", NAMES)
                                + ")");
        };
    }

    private static boolean isCalled(Event event, String value) {
        return event.attribute("name").equals(value)
                || (!value.isEmpty() && event.actor().startsWith(value));
    }

    private static boolean isOfImage(Event event, String value) {
        if (event.type().equals("image")) {
            return isImage(event.attribute("name"), value) || isImage(event.actor(), value);
        }
        return isImage(event.attribute("image"), value);
    }

    /** With or without its tag. */
    private static boolean isImage(String name, String value) {
        return name.equals(value)
                || (name.startsWith(value + ":") && name.indexOf('/', value.length()) < 0)
                || (value.startsWith("sha256:") && name.startsWith(value));
    }

    private static Predicate<Event> label(String wanted) {
        int equals = wanted.indexOf('=');
        String name = Event.LABEL + (equals < 0 ? wanted : wanted.substring(0, equals));
        return equals < 0
                ? event -> event.attributes().containsKey(name)
                : event ->
                        wanted.substring(equals + 1).equals(event.attributes().get(name));
    }

    private static WasmrunnerException usage(String filter, String why) {
        return new WasmrunnerException(ErrorCode.USAGE, "cannot filter by %s: %s".formatted(filter, why));
    }
}
