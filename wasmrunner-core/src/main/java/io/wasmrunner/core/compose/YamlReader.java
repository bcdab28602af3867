package io.wasmrunner.core.compose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 with positions. What is nested deeper than {@value #DEPTH} levels, has more than {@value #VALUES} values once
 * its aliases are put in, or more than one document, is refused.
 */
final class YamlReader {
    private static final String CORE = "tag:yaml.org,2002:";

    /** Tags that say what a value is anyway. */
    private static final Set<String> KINDS = Set.of("str", "int", "float", "bool", "null", "map", "seq");

    private static final int DEPTH = 40;
    private static final int VALUES = 100_000;

    private final String file;
    private final Iterator<Event> events;
    private final Map<Anchor, Yaml> anchors = new HashMap<>();
    private final Map<Anchor, Integer> sizes = new HashMap<>();
    private int values;

    private YamlReader(String file, String text) {
        this.file = file;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setCodePointLimit(BoundedText.LONGEST)
                .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * The only document of that text; empty when it has none.
     *
     * @throws io.wasmrunner.runtime.WasmrunnerException with the place of what is wrong
     */
    static Optional<Yaml> read(String file, String text) {
        checkCharacters(file, text);
        try {
            return new YamlReader(file, text).document();
        } catch (MarkedYamlEngineException e) {
            Position at = e.getProblemMark().map(mark -> position(file, mark)).orElse(new Position(file, 1, 1));
            String context = e.getContextMark()
                    .map(mark -> ", " + e.getContext() + " that begins in line " + (mark.getLine() + 1))
                    .orElse("");
            throw at.error(e.getProblem() + context);
        } catch (YamlEngineException e) {
            throw new Position(file, 1, 1).error(String.valueOf(e.getMessage()));
        }
    }

    private static void checkCharacters(String file, String text) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            int character = text.codePointAt(i);
            if (!StreamReader.isPrintable(character)) {
                throw new Position(file, line, column)
                        .error(
                                "a character that may not stand there, U+%04X; in double quotes there are \\xNN and \\uNNNN"
                                        .formatted(character));
            }
            column = character == '\n' ? 1 : column + 1;
            line += character == '\n' ? 1 : 0;
        }
    }

    private Optional<Yaml> document() {
        Optional<Yaml> document = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof NodeEvent) {
                if (document.isPresent()) {
                    throw at(event).error("there is a second document; one file is one project");
                }
                checkTag(event);
                document = Optional.of(value(event, 0));
            }
        }
        return document;
    }

    private Yaml value(Event event, int depth) {
        Position at = at(event);
        if (depth > DEPTH) {
            throw at.error("it is nested deeper than " + DEPTH + " levels");
        }
        count(1, at);
        int before = values;
        Yaml value = switch (event) {
            case AliasEvent alias -> alias(alias.getAlias(), at);
            case ScalarEvent scalar ->
                new Yaml.Text(
                        scalar.getValue(), scalar.isPlain() && !tag(scalar).equals(CORE + "str"), at);
            case SequenceStartEvent _ -> items(at, depth);
            case MappingStartEvent _ -> fields(at, depth);
            default -> throw at.error("no value stands here");
        };
        if (event instanceof NodeEvent node
                && !(event instanceof AliasEvent)
                && node.getAnchor().isPresent()) {
            anchors.put(node.getAnchor().get(), value);
            sizes.put(node.getAnchor().get(), values - before + 1);
        }
        return value;
    }

    /** An anchor is known once its value is complete, so that no value can contain itself. */
    private Yaml alias(Anchor anchor, Position at) {
        Yaml value = anchors.get(anchor);
        if (value == null) {
            throw at.error("no &" + anchor.getValue() + " is complete before this *" + anchor.getValue());
        }
        count(sizes.getOrDefault(anchor, 1), at);
        return value;
    }

    private Yaml items(Position at, int depth) {
        List<Yaml> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            checkTag(event);
            items.add(value(event, depth + 1));
        }
        return new Yaml.Items(items, at);
    }

    private Yaml fields(Position at, int depth) {
        Map<String, Yaml.Field> fields = new LinkedHashMap<>();
        Map<String, Yaml.Field> merged = new LinkedHashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Position nameAt = at(event);
            if (!(event instanceof ScalarEvent name)) {
                throw nameAt.error("a name must be a word");
            }
            checkTag(name);
            count(1, nameAt);
            Event next = events.next();
            Yaml.Change change = change(next);
            Yaml value = value(next, depth + 1);
            if (name.isPlain() && name.getValue().equals("<<")) {
                merge(value, merged);
            } else if (fields.putIfAbsent(name.getValue(), new Yaml.Field(value, nameAt, change)) != null) {
                throw nameAt.error("\"" + name.getValue() + "\" is there twice");
            }
        }
        merged.forEach(fields::putIfAbsent);
        return new Yaml.Fields(fields, at);
    }

    /** {@code <<}: what is written beside it goes first, then what is merged earlier. */
    private static void merge(Yaml value, Map<String, Yaml.Field> into) {
        switch (value) {
            case Yaml.Fields fields -> fields.fields().forEach(into::putIfAbsent);
            case Yaml.Items items -> {
                for (Yaml item : items.items()) {
                    if (!(item instanceof Yaml.Fields fields)) {
                        throw item.at().error("<< takes a map, or a list of maps");
                    }
                    fields.fields().forEach(into::putIfAbsent);
                }
            }
            case Yaml.Text text -> throw text.at().error("<< takes a map, or a list of maps");
        }
    }

    private Yaml.Change change(Event event) {
        return switch (tag(event)) {
            case "!reset" -> Yaml.Change.RESET;
            case "!override" -> Yaml.Change.OVERRIDE;
            default -> {
                checkTag(event);
                yield Yaml.Change.MERGE;
            }
        };
    }

    /** Nothing but texts, lists and maps is ever made; who asks for something else is told so. */
    private void checkTag(Event event) {
        String tag = tag(event);
        boolean known = tag.isEmpty()
                || tag.equals("!")
                || (tag.startsWith(CORE) && KINDS.contains(tag.substring(CORE.length())));
        if (!known) {
            String shown = tag.startsWith(CORE) ? "!!" + tag.substring(CORE.length()) : tag;
            throw at(event)
                    .error("the tag " + shown
                            + " means nothing here; there are !reset and !override, of a map's values");
        }
    }

    private static String tag(Event event) {
        return switch (event) {
            case ScalarEvent scalar -> scalar.getTag().orElse("");
            case CollectionStartEvent collection -> collection.getTag().orElse("");
            default -> "";
        };
    }

    private void count(int more, Position at) {
        values += more;
        check(values, at);
    }

    /** Whether there may be so many values. */
    static void check(int values, Position at) {
        if (values > VALUES) {
            throw at.error("it has more than " + VALUES + " values, those of its aliases counted each time");
        }
    }

    private Position at(Event event) {
        return event.getStartMark().map(mark -> position(file, mark)).orElse(new Position(file, 1, 1));
    }

    private static Position position(String file, Mark mark) {
        return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
    }
}
