package io.wasmrunner.core.compose;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code build}, in both of its forms. */
final class BuildReader {
    private final Path folder;
    private final Function<String, Optional<String>> variable;

    /**
     * @param folder where relative paths begin
     * @param variable the value of an argument that has none there
     */
    BuildReader(Path folder, Function<String, Optional<String>> variable) {
        this.folder = folder;
        this.variable = variable;
    }

    /** Null when the service is not built. */
    @Nullable
    ServiceBuild read(Section service) {
        if (!service.has("build")) {
            return null;
        }
        if (service.isList("build")) {
            throw service.at("build").error("build must be a folder or a map, and is a list");
        }
        List<ServiceBuild> builds = new ArrayList<>();
        service.items("build", value -> builds.add(read(service, value)));
        return builds.getFirst();
    }

    private ServiceBuild read(Section service, Yaml value) {
        if (value instanceof Yaml.Text) {
            return ServiceBuild.of(path(service.itemText(value)));
        }
        Section build = service.itemSection(
                value,
                "build",
                Set.of("context", "dockerfile", "target", "args", "labels", "tags", "no_cache", "pull"));
        Path context = path(build.text("context").orElse("."));
        return new ServiceBuild(
                context,
                build.text("dockerfile")
                        .map(file -> context.resolve(file).normalize().toString())
                        .orElse(""),
                build.text("target").orElse(""),
                new TreeMap<>(build.pairs("args", variable)),
                new TreeMap<>(build.pairs("labels", _ -> Optional.of(""))),
                build.texts("tags"),
                build.flag("no_cache"),
                build.flag("pull"));
    }

    private Path path(String text) {
        return folder.resolve(text).normalize();
    }
}
