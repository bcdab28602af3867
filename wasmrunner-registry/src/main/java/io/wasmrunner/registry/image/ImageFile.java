package io.wasmrunner.registry.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An {@link Image} as a file: worked out once, when it comes, so that a run need not read its manifest and configuration. */
final class ImageFile {
    private ImageFile() {}

    static Lines write(Image image) {
        Lines lines = new Lines()
                .put("wasmrunner-image", 1)
                .put("id", image.id())
                .put("config", image.configDigest())
                .put("style", image.style())
                .put("os", image.platform().os())
                .put("architecture", image.platform().architecture())
                .put("variant", image.platform().variant())
                .put("created", image.created())
                .put("added", image.added())
                .put("size", image.size())
                .put("module-name", image.moduleName());
        image.module().ifPresent(module -> lines.put("module", module));
        lines.putAll("diff-id", image.diffIds());
        for (Descriptor layer : image.layers()) {
            lines.put("layer", layer.digest() + " " + layer.size() + " " + layer.mediaType());
        }
        RunConfig config = image.config();
        lines.putAll("entrypoint", config.entrypoint())
                .putAll("cmd", config.cmd())
                .putAll("env", config.env())
                .put("working-dir", config.workingDir())
                .put("user", config.user())
                .putAll("port", config.exposedPorts())
                .putAll("volume", config.volumes())
                .put("stop-signal", config.stopSignal());
        config.labels().forEach((name, value) -> lines.put("label", name + "=" + value));
        config.healthCheck().ifPresent(check -> {
            lines.putAll("health", check.test());
            lines.put("health-interval", check.interval());
            lines.put("health-timeout", check.timeout());
            lines.put("health-start", check.startPeriod());
            lines.put("health-retries", check.retries());
        });
        return lines;
    }

    static Image read(Lines lines) {
        List<Descriptor> layers = new ArrayList<>();
        for (String layer : lines.all("layer")) {
            int first = layer.indexOf(' ');
            int second = layer.indexOf(' ', first + 1);
            layers.add(new Descriptor(
                    layer.substring(second + 1),
                    Digest.parse(layer.substring(0, first)),
                    Long.parseLong(layer.substring(first + 1, second))));
        }
        SortedMap<String, String> labels = new TreeMap<>();
        for (String label : lines.all("label")) {
            int equals = label.indexOf('=');
            labels.put(label.substring(0, equals), label.substring(equals + 1));
        }
        RunConfig config = new RunConfig(
                lines.all("entrypoint"),
                lines.all("cmd"),
                lines.all("env"),
                lines.get("working-dir"),
                lines.get("user"),
                lines.all("port"),
                lines.all("volume"),
                labels,
                lines.get("stop-signal"),
                lines.all("health").isEmpty() ? null : health(lines));
        return new Image(
                Digest.parse(lines.get("id")),
                Digest.parse(lines.get("config")),
                ImageStyle.valueOf(lines.get("style")),
                new Platform(lines.get("os"), lines.get("architecture"), lines.get("variant")),
                lines.get("created"),
                Long.parseLong(lines.get("added")),
                Long.parseLong(lines.get("size")),
                digest(lines.get("module")),
                lines.get("module-name"),
                lines.all("diff-id").stream().map(Digest::parse).toList(),
                config,
                layers);
    }

    private static HealthCheck health(Lines lines) {
        return new HealthCheck(
                lines.all("health"),
                Long.parseLong(lines.get("health-interval")),
                Long.parseLong(lines.get("health-timeout")),
                Long.parseLong(lines.get("health-start")),
                Integer.parseInt(lines.get("health-retries")));
    }

    private static @Nullable Digest digest(String text) {
        return text.isEmpty() ? null : Digest.parse(text);
    }
}
