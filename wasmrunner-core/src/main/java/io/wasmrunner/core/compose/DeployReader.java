package io.wasmrunner.core.compose;

import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads {@code deploy}, of which the Compose specification has a part of its own, and {@code scale}. */
final class DeployReader {
    private final Consumer<String> warnings;

    DeployReader(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    /** What it sets, by the name of the flag of {@code create}. */
    SortedMap<String, List<String>> read(Section service) {
        SortedMap<String, List<String>> options = new TreeMap<>();
        Set<String> known = new TreeSet<>(Set.of("resources", "replicas", "mode", "restart_policy"));
        known.addAll(IgnoredKeys.OF_DEPLOY.keySet());
        service.section("deploy", known).ifPresent(deploy -> {
            deploy.ignore(IgnoredKeys.OF_DEPLOY, warnings);
            deploy.text("mode").filter(mode -> !mode.equals("replicated")).ifPresent(mode -> {
                throw deploy.at("mode").error("no mode \"" + mode + "\" on one machine: there is replicated");
            });
            deploy.section("resources", Set.of("limits", "reservations"))
                    .ifPresent(resources -> resources(resources, options));
            deploy.section("restart_policy", Set.of("condition", "max_attempts"))
                    .ifPresent(policy -> options.put("restart", List.of(restart(policy))));
        });
        return options;
    }

    private void resources(Section resources, SortedMap<String, List<String>> options) {
        resources.ignore(IgnoredKeys.OF_RESOURCES, warnings);
        resources.section("limits", Set.of("cpus", "memory", "pids")).ifPresent(limits -> {
            put(limits, "cpus", "cpus", "cpus", options);
            put(limits, "memory", "mem_limit", "memory", options);
            put(limits, "pids", "pids_limit", "pids-limit", options);
        });
    }

    private static void put(
            Section limits, String key, String alike, String flag, SortedMap<String, List<String>> options) {
        limits.text(key, text -> ServiceReader.value(alike, text)).ifPresent(text -> options.put(flag, List.of(text)));
    }

    /** As {@code --restart} takes it. */
    private static String restart(Section policy) {
        String condition = policy.text("condition").orElse("any");
        Optional<String> most = policy.text("max_attempts", text -> {
            Quantities.count("max_attempts", text);
            return text;
        });
        if (most.isPresent() && !condition.equals("on-failure")) {
            throw policy.at("max_attempts").error("restarts are counted with condition: on-failure only");
        }
        return switch (condition) {
            case "none" -> "no";
            case "on-failure" -> "on-failure" + most.map(count -> ":" + count).orElse("");
            case "any" -> "always";
            default ->
                throw policy.at("condition")
                        .error("no condition \"" + condition + "\": there are none, on-failure and any");
        };
    }

    /** How many containers the service is to have. */
    static int replicas(Section service) {
        Optional<Integer> scale = service.text("scale", DeployReader::count);
        Optional<Integer> replicas =
                service.section("deploy").flatMap(deploy -> deploy.text("replicas", DeployReader::count));
        if (scale.isPresent() && replicas.isPresent() && !scale.equals(replicas)) {
            throw service.at("scale")
                    .error("scale is %d, and deploy.replicas is %d; leave one out"
                            .formatted(scale.get(), replicas.get()));
        }
        return scale.or(() -> replicas).orElse(1);
    }

    private static int count(String text) {
        long count = text.equals("0") ? 0 : Quantities.count("replicas", text);
        if (count > Service.MOST) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "%s containers are more than a service may have, %d".formatted(text, Service.MOST));
        }
        return (int) count;
    }
}
