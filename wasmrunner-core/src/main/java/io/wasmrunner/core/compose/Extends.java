package io.wasmrunner.core.compose;

import io.wasmrunner.registry.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Puts services over those that they extend, of the same file or of another. */
final class Extends {
    private static final String KEY = "extends";
    private static final int DEPTH = 40;

    private final Function<Path, Yaml.Fields> files;
    private int values;

    /** @param files reads a file, or remembers it */
    Extends(Function<Path, Yaml.Fields> files) {
        this.files = files;
    }

    /** A service that extends, or is extended. */
    private record Place(Path file, String service) {
        @Override
        public String toString() {
            return file.getFileName() + ":" + service;
        }
    }

    /**
     * A file, all of whose services are whole.
     *
     * @param folder where its relative paths begin
     */
    Yaml.Fields whole(Path file, Path folder, Yaml.Fields top) {
        Yaml.Field services = top.fields().get("services");
        if (services == null || !(services.value() instanceof Yaml.Fields all)) {
            return top;
        }
        Map<String, Yaml.Field> whole = new LinkedHashMap<>(all.fields());
        whole.replaceAll((name, field) -> {
            if (!(field.value() instanceof Yaml.Fields service)
                    || !service.fields().containsKey(KEY)) {
                return field;
            }
            Yaml.Fields result = whole(new Place(file, name), folder, all, service, new ArrayList<>());
            values += result.size();
            YamlReader.check(values, field.at());
            return new Yaml.Field(result, field.at(), field.change());
        });
        Map<String, Yaml.Field> fields = new LinkedHashMap<>(top.fields());
        fields.put("services", new Yaml.Field(new Yaml.Fields(whole, all.at()), services.at()));
        return new Yaml.Fields(fields, top.at());
    }

    private Yaml.Fields whole(Place place, Path folder, Yaml.Fields siblings, Yaml.Fields service, List<Place> path) {
        Yaml.Field key = service.fields().get(KEY);
        if (key == null) {
            return service;
        }
        if (path.contains(place)) {
            path.add(place);
            throw key.at()
                    .error("services extend each other: %s; take one extends away"
                            .formatted(String.join(
                                    " → ",
                                    path.subList(path.indexOf(place), path.size()).stream()
                                            .map(Place::toString)
                                            .toList())));
        }
        if (path.size() > DEPTH) {
            throw key.at().error("services extend each other over more than " + DEPTH + " steps");
        }
        path.add(place);
        Map<String, Yaml.Field> own = new LinkedHashMap<>(service.fields());
        own.remove(KEY);
        return Merge.services(base(place, folder, siblings, key.value(), path), new Yaml.Fields(own, service.at()));
    }

    private Yaml.Fields base(Place from, Path folder, Yaml.Fields siblings, Yaml value, List<Place> path) {
        Section section = value instanceof Yaml.Text
                ? Section.any(new Yaml.Fields(Map.of("service", new Yaml.Field(value, value.at())), value.at()), KEY)
                : Section.of(value, KEY, Set.of("service", "file"));
        String name = section.text("service")
                .orElseThrow(() -> value.at().error("\"service\" is missing, the name of the one that is extended"));
        if (!section.has("file")) {
            return base(new Place(from.file(), name), folder, siblings, section.at("service"), path);
        }
        Path file = folder.resolve(section.text("file").orElseThrow()).normalize();
        Path there = file.resolveSibling("");
        Yaml.Field services = files.apply(file).fields().get("services");
        Yaml.Fields others =
                services != null && services.value() instanceof Yaml.Fields fields ? fields : Merge.empty(value);
        Yaml.Fields base = base(new Place(file, name), there, others, section.at("service"), path);
        return there.equals(folder) ? base : Rebased.service(base, there);
    }

    private Yaml.Fields base(Place place, Path folder, Yaml.Fields siblings, Position at, List<Place> path) {
        Yaml.Field field = siblings.fields().get(place.service());
        if (field == null) {
            throw at.error("no service %s in %s%s"
                    .formatted(
                            place.service(),
                            place.file(),
                            Nearest.hint(place.service(), siblings.fields().keySet())));
        }
        if (!(field.value() instanceof Yaml.Fields service)) {
            throw field.at()
                    .error("the service %s must be a map, and is %s"
                            .formatted(place.service(), field.value().kind()));
        }
        return whole(place, folder, siblings, service, path);
    }
}
