package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.container.ContainerSpec;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.sandbox.launch.Records;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** What a container's shim is told about keeping it (docs/shim.md). */
final class ShimSettings {
    private static final long MILLION = 1_000_000;

    private final StateFolder state;
    private final ContainerFiles files;
    private final Supplier<List<String>> self;

    ShimSettings(StateFolder state, ContainerFiles files, Supplier<List<String>> self) {
        this.state = state;
        this.files = files;
        this.self = self;
    }

    Records of(Container container, Streams wanted, boolean settles) {
        ContainerSpec spec = container.spec();
        Records records = new Records()
                .add("folder", files.folder(spec.id()).toString())
                .add("id", spec.id().hex())
                .add("stdin", input(spec.guest().input()))
                .add("attach", wanted.name().toLowerCase(Locale.ROOT))
                .add("attach-settles", settles ? "yes" : "no")
                .add("environment", "WASMRUNNER_HOME=" + state.root())
                .add("environment", "PATH=/usr/bin:/bin")
                .add("environment", "LC_ALL=C.UTF-8");
        log(spec, records);
        List<String> words = self.get();
        command(records, "settle", words, "container-settle", spec.id().hex());
        command(records, "resumed", words, "container-resumed", spec.id().hex());
        spec.life().health().ifPresent(health -> {
            command(records, "health", words, "container-health", spec.id().hex());
            records.add("health-interval-ms", Math.max(1, health.interval() / MILLION));
            records.add("health-start-period-ms", health.startPeriod() / MILLION);
        });
        return records;
    }

    private static String input(GuestSettings.Input input) {
        return input.name().toLowerCase(Locale.ROOT);
    }

    private void log(ContainerSpec spec, Records records) {
        LogSettings log = spec.log();
        records.add("log-driver", log.driver().toString());
        if (log.driver().isReadable()) {
            records.add("log-file", files.log(spec.id()).toString());
            records.add("log-max-size", log.maxSize());
            records.add("log-max-file", log.maxFiles());
            records.add("log-compress", log.compresses() ? "yes" : "no");
        }
        records.add(
                "log-tag",
                log.options()
                        .getOrDefault("tag", spec.id().abbreviated())
                        .replace("{{.ID}}", spec.id().abbreviated())
                        .replace("{{.FullID}}", spec.id().hex())
                        .replace("{{.Name}}", spec.name().text()));
        log.options().forEach((name, value) -> {
            switch (name) {
                case "mode" -> records.add("log-mode", value);
                case "max-buffer-size" ->
                    records.add("log-buffer", Quantities.size("--log-opt max-buffer-size", value));
                case "syslog-address", "syslog-facility", "syslog-format" -> records.add(name, value);
                default -> {}
            }
        });
    }

    private static void command(Records records, String key, List<String> words, String... more) {
        for (String word : words) {
            records.add(key, word);
        }
        for (String word : more) {
            records.add(key, word);
        }
    }
}
