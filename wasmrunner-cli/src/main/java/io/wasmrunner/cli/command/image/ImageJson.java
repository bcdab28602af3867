package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.reference.Reference;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** What {@code inspect} tells of an image, by Docker's names; the names are documented in {@code docs/cli.md} and stay. */
final class ImageJson {
    private ImageJson() {}

    static ObjectNode of(Image image, List<Reference> names, long lastUse) {
        ObjectNode node = Json.object();
        node.put("Id", image.id().toString());
        putAll(
                node.putArray("RepoTags"),
                names.stream()
                        .filter(name -> name.tag().isPresent())
                        .map(Reference::familiar)
                        .toList());
        putAll(
                node.putArray("RepoDigests"),
                names.stream()
                        .filter(name -> name.tag().isEmpty())
                        .map(Reference::familiar)
                        .toList());
        node.put("Created", image.created());
        node.put("Added", Instant.ofEpochMilli(image.added()).toString());
        node.put("LastUsed", Instant.ofEpochMilli(lastUse).toString());
        node.put("Style", image.style().name().toLowerCase(Locale.ROOT));
        node.put("Architecture", image.platform().architecture());
        node.put("Os", image.platform().os());
        node.put("Size", image.size());
        node.set("Config", config(image.config()));
        ObjectNode rootfs = node.putObject("RootFS");
        rootfs.put("Type", "layers");
        putAll(rootfs.putArray("Layers"), image.diffIds());
        ArrayNode layers = node.putArray("Layers");
        for (Descriptor layer : image.layers()) {
            layers.add(layer.write());
        }
        image.module().ifPresent(module -> {
            ObjectNode program = node.putObject("Module");
            program.put("Name", image.moduleName());
            program.put("Digest", module.toString());
        });
        return node;
    }

    private static ObjectNode config(RunConfig config) {
        ObjectNode node = Json.object();
        putAll(node.putArray("Entrypoint"), config.entrypoint());
        putAll(node.putArray("Cmd"), config.cmd());
        putAll(node.putArray("Env"), config.env());
        node.put("WorkingDir", config.workingDir());
        node.put("User", config.user());
        ObjectNode ports = node.putObject("ExposedPorts");
        config.exposedPorts().forEach(ports::putObject);
        ObjectNode volumes = node.putObject("Volumes");
        config.volumes().forEach(volumes::putObject);
        ObjectNode labels = node.putObject("Labels");
        config.labels().forEach(labels::put);
        node.put("StopSignal", config.stopSignal());
        config.healthCheck().ifPresent(check -> {
            ObjectNode health = node.putObject("Healthcheck");
            putAll(health.putArray("Test"), check.test());
            health.put("Interval", check.interval());
            health.put("Timeout", check.timeout());
            health.put("StartPeriod", check.startPeriod());
            health.put("Retries", check.retries());
        });
        return node;
    }

    private static void putAll(ArrayNode array, Collection<?> values) {
        values.forEach(value -> array.add(value.toString()));
    }
}
