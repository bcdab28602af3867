package io.wasmrunner.core.compose;

import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** A map whose names are known, read one by one. */
final class Section {
    private final Yaml.Fields fields;
    private final String what;

    private Section(Yaml.Fields fields, String what) {
        this.fields = fields;
        this.what = what;
    }

    /**
     * That value, which must be a map; its names are not looked at.
     *
     * @param what what it is, for messages: {@code the service web}
     */
    static Section any(Yaml value, String what) {
        if (value instanceof Yaml.Text text && text.isNull()) {
            return new Section(new Yaml.Fields(Map.of(), value.at()), what);
        }
        if (!(value instanceof Yaml.Fields fields)) {
            throw value.at().error("%s must be a map, and is %s".formatted(what, value.kind()));
        }
        return new Section(fields, what);
    }

    /** The same; a name that is none of {@code known} and does not begin with {@code x-} is refused. */
    static Section of(Yaml value, String what, Collection<String> known) {
        Section section = any(value, what);
        section.fields.fields().forEach((name, field) -> {
            if (!known.contains(name) && !name.startsWith("x-") && !RefusedKeys.asksForNothing(name, field.value())) {
                RefusedKeys.why(name).ifPresent(why -> {
                    throw field.at().error("%s cannot have \"%s\": %s".formatted(what, name, why));
                });
                throw field.at()
                        .error("%s has no \"%s\"%s".formatted(what, name, Nearest.hint(name, List.copyOf(known))));
            }
        });
        return section;
    }

    Position at() {
        return fields.at();
    }

    /** Says of each of those keys that is there that it has no effect. */
    void ignore(Map<String, String> keys, Consumer<String> warnings) {
        keys.forEach((key, why) -> {
            if (has(key)) {
                warnings.accept("%s: %s has no effect: %s".formatted(at(key), key, why));
            }
        });
    }

    /** Names and values as they stand there. */
    Map<String, Yaml.Field> all() {
        return fields.fields();
    }

    boolean has(String name) {
        Yaml.Field field = fields.fields().get(name);
        return field != null && !(field.value() instanceof Yaml.Text text && text.isNull());
    }

    /** Where that name stands, or where the map begins when it does not. */
    Position at(String name) {
        Yaml.Field field = fields.fields().get(name);
        return field == null ? fields.at() : field.at();
    }

    private Optional<Yaml> value(String name) {
        return has(name) ? Optional.of(fields.fields().get(name).value()) : Optional.empty();
    }

    Optional<Section> section(String name, Collection<String> known) {
        return value(name).map(value -> of(value, name, known));
    }

    Optional<Section> section(String name) {
        return value(name).map(value -> any(value, name));
    }

    /** A word, number or truth value as text; empty when it is not there or says nothing. */
    Optional<String> text(String name) {
        return value(name).map(value -> text(name, value));
    }

    /** The same, as {@code parser} reads it; what it refuses is said with the place. */
    <T> Optional<T> text(String name, Function<String, T> parser) {
        Optional<String> text = text(name);
        return text.map(value -> checked(value(name).orElseThrow().at(), value, parser));
    }

    private String text(String name, Yaml value) {
        if (!(value instanceof Yaml.Text text)) {
            throw value.at().error("\"%s\" must be one word or text, and is %s".formatted(name, value.kind()));
        }
        return text.value();
    }

    /** A truth value; false when it is not there. */
    boolean flag(String name) {
        return text(name, text -> switch (text) {
                    case "true", "True", "TRUE" -> true;
                    case "false", "False", "FALSE" -> false;
                    default -> throw at(name).error("\"" + name + "\" must be true or false");
                })
                .orElse(false);
    }

    /** Whether it is a list rather than one text. */
    boolean isList(String name) {
        return value(name).orElse(null) instanceof Yaml.Items;
    }

    /** A list of texts, or one text alone. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        items(name, (item) -> texts.add(text(name, item)));
        return texts;
    }

    /** Each item of a list, or the value that stands there alone. */
    void items(String name, Consumer<Yaml> action) {
        switch (value(name).orElse(null)) {
            case null -> {}
            case Yaml.Items items -> items.items().forEach(action);
            case Yaml other -> action.accept(other);
        }
    }

    /** One item of {@link #items}, as text. */
    String itemText(Yaml item) {
        return text("an item", item);
    }

    Section itemSection(Yaml item, String name, Collection<String> known) {
        return of(item, name, known);
    }

    /**
     * Names with values, from a map or from a list of {@code name=value}; a name without a value has what
     * {@code withoutValue} says, or is left out.
     */
    Map<String, String> pairs(String name, Function<String, Optional<String>> withoutValue) {
        Map<String, String> pairs = new LinkedHashMap<>();
        switch (value(name).orElse(null)) {
            case null -> {}
            case Yaml.Fields map ->
                map.fields().forEach((key, field) -> {
                    boolean nothing = field.value() instanceof Yaml.Text text && text.isNull();
                    put(pairs, key, nothing ? null : text(key, field.value()), withoutValue, field.at());
                });
            case Yaml.Items items -> {
                for (Yaml item : items.items()) {
                    String text = text(name, item);
                    int equals = text.indexOf('=');
                    put(
                            pairs,
                            equals < 0 ? text : text.substring(0, equals),
                            equals < 0 ? null : text.substring(equals + 1),
                            withoutValue,
                            item.at());
                }
            }
            case Yaml.Text text ->
                throw text.at()
                        .error("\"%s\" must be a map or a list of name=value, and is %s".formatted(name, text.kind()));
        }
        return pairs;
    }

    private static void put(
            Map<String, String> pairs,
            String name,
            @org.jspecify.annotations.Nullable String value,
            Function<String, Optional<String>> withoutValue,
            Position at) {
        if (name.isEmpty() || name.indexOf('\0') >= 0 || (value != null && value.indexOf('\0') >= 0)) {
            throw at.error("it must look like name=value, and have no NUL");
        }
        Optional<String> found = value == null ? withoutValue.apply(name) : Optional.of(value);
        found.ifPresent(text -> pairs.put(name, text));
    }

    /** What a parser says of a value, with the place where that stands. */
    static <T> T checked(Position at, String value, Function<String, T> parser) {
        try {
            return parser.apply(value);
        } catch (WasmrunnerException e) {
            String said = String.valueOf(e.getMessage());
            throw said.startsWith("cannot use " + at.file()) ? e : at.error(said);
        }
    }

    @Override
    public String toString() {
        return what;
    }
}
