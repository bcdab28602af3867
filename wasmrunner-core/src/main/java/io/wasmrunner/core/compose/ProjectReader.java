package io.wasmrunner.core.compose;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.core.volume.VolumeName;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads compose files: the part of the <a href="https://compose-spec.io">Compose specification</a> that means something for
 * Wasm. Whatever else stands there is refused with its place.
 */
public final class ProjectReader {
    private static final List<String> KEYS = List.of("name", "services", "volumes", "version");

    private static final int MOST = 1000;

    private ProjectReader() {}

    /**
     * Reads a project.
     *
     * @param files absolute; the later over the earlier
     * @param name what the project is to be called, instead of what the file says; or empty
     * @param variables for its values
     * @param warnings hears of what has no effect, and of variables that are not set
     * @throws WasmrunnerException with the file, the line and the column of what is wrong
     */
    public static Project read(
            List<Path> files, Optional<String> name, Map<String, String> variables, Consumer<String> warnings) {
        Yaml yaml = new ProjectFiles(new Interpolation(variables, warnings)).read(files);
        Section top = Section.of(yaml, "a compose file", KEYS);
        top.ignore(IgnoredKeys.OF_FILE, warnings);
        Path folder = files.getFirst().resolveSibling("");
        Optional<String> own = top.text("name", text -> valid(text));
        String project = name.map(ProjectReader::valid).or(() -> own).orElseGet(() -> derived(folder));
        Map<String, ProjectVolume> volumes = volumes(top, project);
        ServiceReader reader = new ServiceReader(project, folder, variables, volumes, warnings);
        Map<String, Service> services = new LinkedHashMap<>();
        Section all = top.section("services").orElseThrow(() -> top.at().error("it has no services"));
        if (all.all().size() > MOST) {
            throw top.at("services").error("it has more than " + MOST + " services");
        }
        all.all().forEach((key, field) -> services.put(key, reader.read(key, field)));
        all.all().forEach((key, field) -> check(services, services.get(key), field.at()));
        Project read = new Project(project, files, services, volumes);
        List<String> circle = Order.circle(read);
        if (!circle.isEmpty()) {
            throw Objects.requireNonNull(all.all().get(circle.getFirst())).at().error(Order.words(circle));
        }
        return read;
    }

    private static void check(Map<String, Service> services, Service service, Position at) {
        for (Map.Entry<String, Dependency> dependency : service.dependencies().entrySet()) {
            if (!services.containsKey(dependency.getKey())
                    && dependency.getValue().required()) {
                throw at.error("%s depends on %s, and there is no such service%s"
                        .formatted(
                                service.name(),
                                dependency.getKey(),
                                Nearest.hint(dependency.getKey(), services.keySet())));
            }
        }
    }

    private static Map<String, ProjectVolume> volumes(Section top, String project) {
        Map<String, ProjectVolume> volumes = new LinkedHashMap<>();
        Set<String> known = Set.of("name", "external", "labels", "driver", "driver_opts");
        top.section("volumes")
                .ifPresent(all -> all.all().forEach((key, field) -> {
                    Section volume = top.itemSection(field.value(), "the volume " + key, known);
                    if (volume.text("driver")
                            .filter(driver -> !driver.equals("local"))
                            .isPresent()) {
                        throw volume.at("driver").error("volumes are folders of this machine: the driver is local");
                    }
                    if (volume.has("driver_opts")) {
                        throw volume.at("driver_opts")
                                .error("volumes have no options; for a limit, x-wasmrunner: {size: 1g}");
                    }
                    boolean external = volume.flag("external");
                    String name = volume.text("name").orElse(external ? key : project + "_" + key);
                    volumes.put(
                            key,
                            new ProjectVolume(
                                    key,
                                    Section.checked(field.at(), name, VolumeName::parse),
                                    external,
                                    volume.section("x-wasmrunner", Set.of("size"))
                                            .flatMap(ours -> ours.text("size", text -> Quantities.size("size", text)))
                                            .orElse(0L),
                                    new TreeMap<>(volume.pairs("labels", _ -> Optional.of("")))));
                }));
        return volumes;
    }

    private static String valid(String name) {
        if (!name.matches("[a-z0-9][a-z0-9_-]{0,62}")) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot call a project \"%s\": up to 63 small letters, digits, '_' and '-', the first a letter or digit"
                            .formatted(name));
        }
        return name;
    }

    /** What a project is called whose folder is all that is known of it, as Docker makes it up. */
    private static String derived(Path folder) {
        Path last = folder.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        name = name.replaceAll("[^a-z0-9_-]", "").replaceFirst("^[_-]+", "");
        return name.isEmpty() ? "default" : name.substring(0, Math.min(63, name.length()));
    }
}
