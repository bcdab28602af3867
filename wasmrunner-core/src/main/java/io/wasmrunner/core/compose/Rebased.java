package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A service of a file in another folder: its relative paths begin there, and are made absolute to keep doing so. */
final class Rebased {
    private static final Set<String> KEYS =
            Set.of("image", "build", "env_file", "label_file", "volumes", "x-wasmrunner");

    private final Path folder;

    private Rebased(Path folder) {
        this.folder = folder;
    }

    /** @param folder where its file is */
    static Yaml.Fields service(Yaml.Fields service, Path folder) {
        return new Rebased(folder).service(service);
    }

    private Yaml.Fields service(Yaml.Fields service) {
        Map<String, Yaml.Field> all = new LinkedHashMap<>(service.fields());
        all.replaceAll((key, field) ->
                KEYS.contains(key) ? new Yaml.Field(value(key, field.value()), field.at(), field.change()) : field);
        return new Yaml.Fields(all, service.at());
    }

    private Yaml value(String key, Yaml value) {
        return switch (key) {
            case "image" -> texts(value, text -> ServiceReader.isFile(text) ? absolute(text) : text);
            case "build" -> inMap(texts(value, this::absolute), "context", this::absolute);
            case "env_file", "label_file" -> inMap(texts(value, this::absolute), "path", this::absolute);
            case "volumes" -> inMap(texts(value, this::mount), "source", this::source);
            default -> inMap(value, "policy", text -> ServiceReader.isPolicyFile(text) ? absolute(text) : text);
        };
    }

    private String absolute(String text) {
        return folder.resolve(text).normalize().toString();
    }

    private String mount(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : source(text.substring(0, colon)) + text.substring(colon);
    }

    private String source(String text) {
        return MountReader.isPath(text) && !text.startsWith("~") ? absolute(text) : text;
    }

    /** A text, or each of a list. */
    private static Yaml texts(Yaml value, UnaryOperator<String> change) {
        return switch (value) {
            case Yaml.Text text
            when !text.isNull() -> new Yaml.Text(change.apply(text.value()), text.plain(), text.at());
            case Yaml.Items items ->
                new Yaml.Items(
                        items.items().stream().map(item -> texts(item, change)).toList(), items.at());
            default -> value;
        };
    }

    /** The value of that key in a map, or in each of a list of maps. */
    private static Yaml inMap(Yaml value, String key, UnaryOperator<String> change) {
        return switch (value) {
            case Yaml.Fields fields -> {
                Map<String, Yaml.Field> all = new LinkedHashMap<>(fields.fields());
                all.computeIfPresent(
                        key, (_, field) -> new Yaml.Field(texts(field.value(), change), field.at(), field.change()));
                yield new Yaml.Fields(all, fields.at());
            }
            case Yaml.Items items ->
                new Yaml.Items(
                        items.items().stream()
                                .map(item -> inMap(item, key, change))
                                .toList(),
                        items.at());
            case Yaml.Text text -> text;
        };
    }
}
