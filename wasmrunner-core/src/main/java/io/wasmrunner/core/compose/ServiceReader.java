package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.network.PortMapping;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads one service of a compose file. */
final class ServiceReader {
    private final String project;
    private final Path folder;
    private final Map<String, String> variables;
    private final Map<String, ProjectVolume> volumes;
    private final Consumer<String> warnings;

    ServiceReader(
            String project,
            Path folder,
            Map<String, String> variables,
            Map<String, ProjectVolume> volumes,
            Consumer<String> warnings) {
        this.project = project;
        this.folder = folder;
        this.variables = variables;
        this.volumes = volumes;
        this.warnings = warnings;
    }

    Service read(String name, Yaml.Field field) {
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}")) {
            throw field.at()
                    .error("a service cannot be called \"%s\": letters, digits, '.', '_' and '-'".formatted(name));
        }
        Section section = Section.of(field.value(), "the service " + name, ServiceKeys.all());
        section.ignore(IgnoredKeys.OF_SERVICE, warnings);
        ServiceBuild build = new BuildReader(folder, this::variable).read(section);
        Optional<String> image = section.text("image");
        if (image.filter(String::isBlank).isPresent()) {
            throw section.at("image").error("image is empty; name one, or a module's file");
        }
        if (build == null && image.isEmpty()) {
            throw field.at().error("the service " + name + " has neither image nor build");
        }
        SortedMap<String, List<String>> options = options(section);
        return new Service(
                name,
                image.map(this::image).orElse(project + "-" + name),
                build,
                words(section, "entrypoint"),
                words(section, "command"),
                environment(section),
                new MountReader(folder, volumes).read(section),
                ports(section),
                dependencies(section),
                new TreeSet<>(section.texts("profiles")),
                section.text("container_name", ContainerName::parse)
                        .map(ContainerName::text)
                        .orElse(""),
                labels(section),
                new TreeMap<>(section.pairs("annotations", _ -> Optional.of(""))),
                HealthReader.read(section),
                options,
                DeployReader.replicas(section));
    }

    /** A module's file as an absolute path, so that it is not taken for an image's name. */
    private String image(String text) {
        return isFile(text) ? folder.resolve(text).normalize().toString() : text;
    }

    static boolean isFile(String image) {
        return image.startsWith("/") || image.startsWith(".") || image.endsWith(".wasm") || image.endsWith(".wat");
    }

    static boolean isPolicyFile(String policy) {
        return policy.endsWith(".toml") || policy.indexOf('/') >= 0;
    }

    private Path path(String text) {
        return folder.resolve(text).normalize();
    }

    private Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private static List<String> words(Section section, String name) {
        List<String> words = section.isList(name)
                ? section.texts(name)
                : section.text(name)
                        .map(text -> CommandWords.split(text, section.at(name)))
                        .orElse(List.of());
        if (section.has(name) && words.isEmpty()) {
            throw section.at(name).error(name + " is empty; leave it out for the image's");
        }
        return words;
    }

    private SortedMap<String, String> environment(Section section) {
        SortedMap<String, String> all = new TreeMap<>();
        section.items("env_file", item -> {
            String file;
            boolean required = true;
            if (item instanceof Yaml.Fields) {
                Section entry = section.itemSection(item, "env_file", Set.of("path", "required"));
                file = entry.text("path").orElseThrow(() -> item.at().error("\"path\" is missing"));
                required = !entry.has("required") || entry.flag("required");
            } else {
                file = section.itemText(item);
            }
            Path path = path(file);
            if (required || Files.exists(path)) {
                all.putAll(Section.checked(item.at(), file, _ -> VariableFile.read(path, variables, warnings)));
            }
        });
        all.putAll(section.pairs("environment", this::variable));
        return all;
    }

    private SortedMap<String, String> labels(Section section) {
        SortedMap<String, String> all = new TreeMap<>();
        section.items("label_file", item -> {
            String file = section.itemText(item);
            all.putAll(Section.checked(item.at(), file, _ -> VariableFile.read(path(file), variables, warnings)));
        });
        all.putAll(section.pairs("labels", _ -> Optional.of("")));
        return all;
    }

    private static List<String> ports(Section section) {
        Set<String> known = Set.of("target", "published", "host_ip", "protocol", "mode", "name", "app_protocol");
        List<String> ports = new ArrayList<>();
        section.items("ports", item -> {
            String port;
            if (item instanceof Yaml.Fields) {
                Section entry = section.itemSection(item, "ports", known);
                for (String key : known) {
                    entry.text(key);
                }
                entry.text("mode")
                        .filter(mode -> !mode.equals("host") && !mode.equals("ingress"))
                        .ifPresent(mode -> {
                            throw entry.at("mode").error("no mode \"" + mode + "\": there are host and ingress");
                        });
                if (!entry.has("target")) {
                    throw item.at().error("\"target\" is missing");
                }
                port = PortText.of(item);
            } else {
                port = section.itemText(item);
            }
            Section.checked(item.at(), port, PortMapping::parse);
            ports.add(port);
        });
        return ports;
    }

    private static SortedMap<String, Dependency> dependencies(Section section) {
        SortedMap<String, Dependency> all = new TreeMap<>();
        if (section.isList("depends_on")) {
            section.texts("depends_on")
                    .forEach(name -> all.put(name, new Dependency(Dependency.Condition.SERVICE_STARTED, true, false)));
            return all;
        }
        section.section("depends_on")
                .ifPresent(map -> map.all().forEach((name, field) -> {
                    Section entry = section.itemSection(
                            field.value(), "depends_on", Set.of("condition", "required", "restart"));
                    Dependency.Condition condition = entry.text(
                                    "condition", text -> condition(text, entry.at("condition")))
                            .orElse(Dependency.Condition.SERVICE_STARTED);
                    all.put(
                            name,
                            new Dependency(
                                    condition,
                                    !entry.has("required") || entry.flag("required"),
                                    entry.flag("restart")));
                }));
        return all;
    }

    private static Dependency.Condition condition(String text, Position at) {
        for (Dependency.Condition condition : Dependency.Condition.values()) {
            if (condition.toString().equals(text)) {
                return condition;
            }
        }
        throw at.error("no condition \"" + text
                + "\": there are service_started, service_healthy and service_completed_successfully");
    }

    private SortedMap<String, List<String>> options(Section section) {
        SortedMap<String, List<String>> options = new TreeMap<>();
        ServiceKeys.VALUES.forEach((key, flag) ->
                section.text(key, text -> value(key, text)).ifPresent(text -> options.put(flag, List.of(text))));
        ServiceKeys.TOGGLES.forEach((key, flag) -> {
            if (section.flag(key)) {
                options.put(flag, List.of());
            }
        });
        section.section("deploy").ifPresent(_ -> options.putAll(new DeployReader(warnings).read(section)));
        section.section("logging", Set.of("driver", "options")).ifPresent(logging -> {
            logging.text("driver").ifPresent(driver -> options.put("log-driver", List.of(driver)));
            List<String> all = joined(logging.pairs("options", _ -> Optional.of("")), "=");
            if (!all.isEmpty()) {
                options.put("log-opt", all);
            }
        });
        List<String> hosts = hosts(section);
        if (!hosts.isEmpty()) {
            options.put("add-host", hosts);
        }
        section.section("x-wasmrunner", ServiceKeys.EXTENSIONS).ifPresent(ours -> extensions(ours, options));
        return options;
    }

    /** As its flag takes it, once it is known that it will. */
    static String value(String key, String text) {
        switch (key) {
            case "mem_limit" -> Quantities.size(key, text);
            case "cpus" -> Quantities.cpus(key, text);
            case "pids_limit" -> Quantities.count(key, text);
            case "restart" -> RestartPolicy.parse(text);
            case "stop_signal" -> Signal.parse(text);
            case "stop_grace_period" -> Quantities.duration(key, text);
            case "network_mode" -> oneOf(key, text, List.of("none", "host"));
            case "pull_policy" -> oneOf(key, text, List.of("always", "missing", "if_not_present", "never", "build"));
            default -> {}
        }
        return key.equals("pull_policy") && text.equals("if_not_present") ? "missing" : text;
    }

    private static void oneOf(String key, String text, List<String> values) {
        if (!values.contains(text)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "no %s \"%s\": there are %s".formatted(key, text, String.join(", ", values)));
        }
    }

    private static List<String> hosts(Section section) {
        if (section.isList("extra_hosts")) {
            List<String> hosts = new ArrayList<>();
            for (String host : section.texts("extra_hosts")) {
                hosts.add(host.replaceFirst("=", ":"));
            }
            return hosts;
        }
        return joined(section.pairs("extra_hosts", _ -> Optional.empty()), ":");
    }

    private static List<String> joined(Map<String, String> pairs, String by) {
        List<String> joined = new ArrayList<>();
        new TreeMap<>(pairs).forEach((name, value) -> joined.add(name + by + value));
        return joined;
    }

    private void extensions(Section ours, SortedMap<String, List<String>> options) {
        for (String key : new TreeSet<>(ServiceKeys.EXTENSIONS)) {
            String flag = key.replace('_', '-');
            if (!ours.has(key)) {
                continue;
            }
            if (ServiceKeys.EXTENSION_TOGGLES.contains(key)) {
                if (ours.flag(key)) {
                    options.put(flag, List.of());
                }
            } else if (ServiceKeys.EXTENSION_LISTS.contains(key)) {
                List<String> values = new ArrayList<>();
                for (String value : ours.texts(key)) {
                    boolean file = key.equals("policy") && isPolicyFile(value);
                    values.add(file ? path(value).toString() : value);
                }
                options.put(flag, values);
            } else {
                options.put(flag, List.of(ours.text(key).orElse("")));
            }
        }
    }
}
