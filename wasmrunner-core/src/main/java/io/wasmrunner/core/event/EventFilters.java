package io.wasmrunner.core.event;

import io.wasmrunner.core.filter.Condition;
import io.wasmrunner.core.filter.Conditions;
import io.wasmrunner.core.filter.Labels;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import java.util.function.Predicate;

/**
 * Which events are shown, as Docker's {@code --filter} says it: of conditions with the same name one must hold, of those with
 * different names all.
 */
public final class EventFilters {
    private static final List<String> NAMES = List.of("container", "event", "image", "label", "type", "volume");

    private final Conditions<Event> conditions = new Conditions<>();

    private EventFilters() {}

    /**
     * Reads {@code name=value} each.
     *
     * @throws WasmrunnerException {@link ErrorCode#USAGE} for a condition that there is not
     */
    public static EventFilters parse(List<String> filters) {
        EventFilters parsed = new EventFilters();
        for (String filter : filters) {
            Condition condition = Condition.parse(filter);
            parsed.conditions.add(condition.name(), meaning(condition));
        }
        return parsed;
    }

    /** Whether an event is one of those meant. */
    public boolean match(Event event) {
        return conditions.match(event);
    }

    private static Predicate<Event> meaning(Condition condition) {
        String value = condition.value();
        return switch (condition.name()) {
            case "type" -> event -> event.type().equals(value);
            // Docker's health_status has its outcome behind a colon.
            case "event" ->
                event -> event.action().equals(value) || event.action().startsWith(value + ":");
            case "container" -> event -> event.type().equals("container") && isCalled(event, value);
            case "volume" -> event -> event.type().equals("volume") && isCalled(event, value);
            case "image" -> event -> isOfImage(event, value);
            case "label" -> Labels.having(Event.LABEL + value, Event::attributes);
            default -> throw condition.unknown(NAMES);
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
}
