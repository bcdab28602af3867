package io.wasmrunner.core.compose;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.core.container.ContainerMount;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service as a compose file would have it, all that may be left out written out. */
final class ServiceJson {
    private ServiceJson() {}

    /** Whether a container was made of the same description: what is waited for, and how the image is made, and how many there are, is no part of it. */
    static String hash(Service service) {
        ObjectNode node = of(service);
        node.remove(Set.of("build", "depends_on", "profiles", "pull_policy", "scale"));
        return Digest.of(Json.bytes(node)).hex();
    }

    static ObjectNode of(Service service) {
        ObjectNode node = Json.object();
        node.put("image", service.image());
        service.build().ifPresent(build -> node.set("build", build(build)));
        put(node, "entrypoint", service.entrypoint());
        put(node, "command", service.command());
        put(node, "environment", service.environment());
        if (!service.mounts().isEmpty()) {
            ArrayNode mounts = node.putArray("volumes");
            service.mounts().forEach(mount -> mounts.add(mount(mount)));
        }
        put(node, "ports", service.ports());
        if (!service.dependencies().isEmpty()) {
            ObjectNode all = node.putObject("depends_on");
            service.dependencies()
                    .forEach((name, dependency) -> all.putObject(name)
                            .put("condition", dependency.condition().toString())
                            .put("required", dependency.required())
                            .put("restart", dependency.restarts()));
        }
        put(node, "profiles", List.copyOf(service.profiles()));
        if (!service.containerName().isEmpty()) {
            node.put("container_name", service.containerName());
        }
        put(node, "labels", service.labels());
        put(node, "annotations", service.annotations());
        service.health().ifPresent(health -> node.set("healthcheck", health(health)));
        options(node, service.options());
        if (service.replicas() != 1) {
            node.put("scale", service.replicas());
        }
        return node;
    }

    private static ObjectNode build(ServiceBuild build) {
        ObjectNode node = Json.object();
        node.put("context", build.context().toString());
        if (!build.file().isEmpty()) {
            node.put("dockerfile", build.file());
        }
        if (!build.target().isEmpty()) {
            node.put("target", build.target());
        }
        put(node, "args", build.arguments());
        put(node, "labels", build.labels());
        put(node, "tags", build.tags());
        if (build.anew()) {
            node.put("no_cache", true);
        }
        if (build.newer()) {
            node.put("pull", true);
        }
        return node;
    }

    private static ObjectNode mount(ServiceMount mount) {
        ObjectNode node = Json.object();
        node.put("type", mount.type().toString());
        if (!mount.source().isEmpty()) {
            node.put("source", mount.source());
        }
        node.put("target", mount.target());
        if (!mount.writable()) {
            node.put("read_only", true);
        }
        if (mount.type() == ContainerMount.Type.TMPFS && mount.size() > 0) {
            node.putObject("tmpfs").put("size", mount.size());
        }
        return node;
    }

    private static ObjectNode health(HealthCheck health) {
        ObjectNode node = Json.object();
        put(node, "test", health.test());
        putDuration(node, "interval", health.interval());
        putDuration(node, "timeout", health.timeout());
        putDuration(node, "start_period", health.startPeriod());
        if (health.retries() > 0) {
            node.put("retries", health.retries());
        }
        return node;
    }

    private static void putDuration(ObjectNode node, String name, long nanoseconds) {
        if (nanoseconds > 0) {
            node.put(name, Quantities.writeDuration(nanoseconds));
        }
    }

    private static void options(ObjectNode node, Map<String, List<String>> options) {
        ServiceKeys.VALUES.forEach((key, flag) -> {
            if (options.containsKey(flag)) {
                node.put(key, options.get(flag).getFirst());
            }
        });
        ServiceKeys.TOGGLES.forEach((key, flag) -> {
            if (options.containsKey(flag)) {
                node.put(key, true);
            }
        });
        put(node, "extra_hosts", options.getOrDefault("add-host", List.of()));
        if (options.containsKey("log-driver") || options.containsKey("log-opt")) {
            ObjectNode logging = node.putObject("logging");
            options.getOrDefault("log-driver", List.of()).forEach(driver -> logging.put("driver", driver));
            ObjectNode all = logging.putObject("options");
            for (String option : options.getOrDefault("log-opt", List.of())) {
                int equals = option.indexOf('=');
                all.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        ObjectNode ours = Json.object();
        ServiceKeys.EXTENSIONS.stream().sorted().forEach(key -> {
            List<String> values = options.get(key.replace('_', '-'));
            if (values == null) {
                return;
            }
            if (ServiceKeys.EXTENSION_TOGGLES.contains(key)) {
                ours.put(key, true);
            } else if (ServiceKeys.EXTENSION_LISTS.contains(key)) {
                put(ours, key, values);
            } else {
                ours.put(key, values.getFirst());
            }
        });
        if (!ours.isEmpty()) {
            node.set("x-wasmrunner", ours);
        }
    }

    private static void put(ObjectNode node, String name, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode all = node.putArray(name);
            values.forEach(all::add);
        }
    }

    private static void put(ObjectNode node, String name, Map<String, String> values) {
        if (!values.isEmpty()) {
            ObjectNode all = node.putObject(name);
            values.forEach(all::put);
        }
    }
}
