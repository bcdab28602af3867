package io.wasmrunner.core.compose;

import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a compose file over another, or a service over the one it extends, as the Compose specification's section on merging
 * has it: maps are merged by name, lists are appended, anything else is replaced, and some keys are more than their form.
 */
final class Merge {
    /** What a key of a service is, when its form alone does not say. */
    private enum Kind {
        /** Words of one command: half of them mean nothing. */
        WHOLE,
        /** Names with values, as a map or as a list of {@code name=value}. */
        PAIRS,
        /** One text, or several. */
        TEXTS,
        /** One for each place in the guest. */
        MOUNTS,
        PORTS,
        /** Names of services, with or without what is wanted of them. */
        DEPENDENCIES,
        /** A folder, or how to build it. */
        BUILD,
        /** Its options are those of its driver. */
        LOGGING
    }

    private static final Map<String, Kind> KINDS = kinds();

    private Merge() {}

    private static Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new TreeMap<>();
        for (String key : List.of("command", "entrypoint", "healthcheck.test")) {
            kinds.put(key, Kind.WHOLE);
        }
        for (String key : List.of(
                "environment",
                "labels",
                "annotations",
                "extra_hosts",
                "build.args",
                "build.labels",
                "deploy.labels",
                "logging.options")) {
            kinds.put(key, Kind.PAIRS);
        }
        for (String key : List.of("env_file", "label_file", "profiles")) {
            kinds.put(key, Kind.TEXTS);
        }
        for (String key : ServiceKeys.EXTENSION_LISTS) {
            kinds.put("x-wasmrunner." + key, Kind.TEXTS);
        }
        kinds.put("volumes", Kind.MOUNTS);
        kinds.put("tmpfs", Kind.MOUNTS);
        kinds.put("ports", Kind.PORTS);
        kinds.put("depends_on", Kind.DEPENDENCIES);
        kinds.put("build", Kind.BUILD);
        kinds.put("logging", Kind.LOGGING);
        return kinds;
    }

    /** A whole file over another. */
    static Yaml.Fields files(Yaml.Fields base, Yaml.Fields over) {
        Map<String, Yaml.Field> all = new LinkedHashMap<>(base.fields());
        over.fields().forEach((key, field) -> {
            Yaml.Field old = all.get(key);
            if (key.equals("services") && field.value() instanceof Yaml.Fields services) {
                Yaml.Fields before = old != null && old.value() instanceof Yaml.Fields fields ? fields : empty(over);
                all.put(key, new Yaml.Field(each(before, services), field.at()));
            } else {
                put(all, key, field, "*" + key);
            }
        });
        return new Yaml.Fields(all, base.fields().isEmpty() ? over.at() : base.at());
    }

    private static Yaml.Fields each(Yaml.Fields base, Yaml.Fields over) {
        Map<String, Yaml.Field> all = new LinkedHashMap<>(base.fields());
        over.fields().forEach((name, field) -> put(all, name, field, ""));
        return new Yaml.Fields(all, over.at());
    }

    /** One service over another. */
    static Yaml.Fields services(Yaml.Fields base, Yaml.Fields over) {
        return fields(base, over, "");
    }

    static Yaml.Fields empty(Yaml at) {
        return new Yaml.Fields(Map.of(), at.at());
    }

    /** @param path the keys that lead there within a service, with dots between them */
    private static Yaml.Fields fields(Yaml.Fields base, Yaml.Fields over, String path) {
        Map<String, Yaml.Field> all = new LinkedHashMap<>(base.fields());
        over.fields().forEach((key, field) -> put(all, key, field, path.isEmpty() ? key : path + "." + key));
        return new Yaml.Fields(all, over.at());
    }

    private static void put(Map<String, Yaml.Field> into, String key, Yaml.Field field, String path) {
        Yaml.Field old = into.get(key);
        Yaml value = field.value();
        switch (field.change()) {
            case RESET -> into.remove(key);
            case OVERRIDE -> into.put(key, new Yaml.Field(value, field.at()));
            case MERGE -> {
                if (old == null) {
                    // What it resets within itself is nothing from the start.
                    Yaml own = value instanceof Yaml.Fields fields ? fields(empty(fields), fields, path) : value;
                    into.put(key, new Yaml.Field(own, field.at()));
                } else if (!(value instanceof Yaml.Text text && text.isNull()) || isOfPairs(path)) {
                    into.put(key, new Yaml.Field(value(old.value(), value, path), field.at()));
                }
            }
        }
    }

    /** There, a name without a value says something: that its value is that of the environment. */
    private static boolean isOfPairs(String path) {
        int dot = path.lastIndexOf('.');
        return dot > 0 && KINDS.get(path.substring(0, dot)) == Kind.PAIRS;
    }

    private static Yaml value(Yaml base, Yaml over, String path) {
        return switch (KINDS.get(path)) {
            case WHOLE -> over;
            case PAIRS -> maps(pairs(base), pairs(over), path);
            case TEXTS -> appended(items(base), items(over), null);
            case MOUNTS -> appended(items(base), items(over), Merge::target);
            case PORTS -> appended(items(base), items(over), Merge::port);
            case DEPENDENCIES -> maps(dependencies(base), dependencies(over), path);
            case BUILD -> maps(build(base), build(over), path);
            case LOGGING -> isOfDriver(base, over) ? maps(base, over, path) : over;
            case null ->
                base instanceof Yaml.Items before && over instanceof Yaml.Items after
                        ? appended(before, after, null)
                        : maps(base, over, path);
        };
    }

    private static Yaml maps(Yaml base, Yaml over, String path) {
        return base instanceof Yaml.Fields before && over instanceof Yaml.Fields after
                ? fields(before, after, path)
                : over;
    }

    private static Yaml.Items items(Yaml value) {
        return value instanceof Yaml.Items items ? items : new Yaml.Items(List.of(value), value.at());
    }

    /** @param key what tells one from another, a later one taking an earlier one's place; null when nothing does */
    private static Yaml appended(Yaml.Items base, Yaml.Items over, @Nullable Function<Yaml, String> key) {
        List<Yaml> all = new ArrayList<>(base.items());
        if (key == null) {
            all.addAll(over.items());
            return new Yaml.Items(all, over.at());
        }
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < all.size(); i++) {
            places.put(key.apply(all.get(i)), i);
        }
        for (Yaml item : over.items()) {
            Integer place = places.putIfAbsent(key.apply(item), all.size());
            if (place == null) {
                all.add(item);
            } else {
                all.set(place, maps(all.get(place), item, "*"));
            }
        }
        return new Yaml.Items(all, over.at());
    }

    private static String target(Yaml mount) {
        if (mount instanceof Yaml.Fields fields) {
            return text(fields, "target");
        }
        String source = mount instanceof Yaml.Text text ? text.value() : "";
        String[] parts = source.split(":", -1);
        return parts.length == 1 || (parts[0].startsWith("/") && !parts[1].startsWith("/")) ? parts[0] : parts[1];
    }

    private static String port(Yaml port) {
        String text = PortText.of(port);
        try {
            return PortMapping.parse(text).toString();
        } catch (WasmrunnerException e) {
            // It is refused with its place when it is read.
            return text;
        }
    }

    private static String text(Yaml.Fields fields, String key) {
        Yaml.Field field = fields.fields().get(key);
        return field != null && field.value() instanceof Yaml.Text text ? text.value() : "";
    }

    private static boolean isOfDriver(Yaml base, Yaml over) {
        return over instanceof Yaml.Fields after
                && (!after.fields().containsKey("driver")
                        || (base instanceof Yaml.Fields before
                                && text(before, "driver").equals(text(after, "driver"))));
    }

    private static Yaml pairs(Yaml value) {
        if (!(value instanceof Yaml.Items items)) {
            return value;
        }
        Map<String, Yaml.Field> pairs = new LinkedHashMap<>();
        for (Yaml item : items.items()) {
            if (!(item instanceof Yaml.Text one)) {
                return value;
            }
            String text = one.value();
            Position at = one.at();
            int equals = text.indexOf('=');
            int end = equals < 0 ? text.indexOf(':') : equals;
            pairs.put(
                    end < 0 ? text : text.substring(0, end),
                    new Yaml.Field(new Yaml.Text(end < 0 ? "" : text.substring(end + 1), end < 0, at), at));
        }
        return new Yaml.Fields(pairs, items.at());
    }

    private static Yaml dependencies(Yaml value) {
        if (!(value instanceof Yaml.Items items)) {
            return value;
        }
        Map<String, Yaml.Field> all = new LinkedHashMap<>();
        for (Yaml item : items.items()) {
            if (!(item instanceof Yaml.Text one)) {
                return value;
            }
            all.put(one.value(), new Yaml.Field(empty(item), item.at()));
        }
        return new Yaml.Fields(all, items.at());
    }

    private static Yaml build(Yaml value) {
        return value instanceof Yaml.Text
                ? new Yaml.Fields(Map.of("context", new Yaml.Field(value, value.at())), value.at())
                : value;
    }
}
