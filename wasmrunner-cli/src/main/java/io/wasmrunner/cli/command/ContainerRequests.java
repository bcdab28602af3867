package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.container.ContainerName;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.container.LogSettings;
import io.wasmrunner.core.container.RestartPolicy;
import io.wasmrunner.core.container.Signal;
import io.wasmrunner.core.life.ContainerRequest;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.policy.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From the flags of {@code run} and {@code create} to what a new container is to be. */
final class ContainerRequests {
    private static final long MILLION = 1_000_000;

    private ContainerRequests() {}

    /**
     * Reads them.
     *
     * @param image the image that is named; null when it is a module's file
     * @param attached whether somebody is at its standard input from the start
     */
    static ContainerRequest of(ParsedLine line, @Nullable Image image, boolean attached, Context context) {
        RunConfig config = image == null ? RunConfig.EMPTY : image.config();
        return new ContainerRequest(
                line.operands().getFirst(),
                image,
                line.value(ContainerFlags.NAME).map(ContainerName::parse).orElse(null),
                line.value(RunFlags.ENTRYPOINT).orElse(null),
                RunRequests.arguments(line),
                guest(line, config, attached, context),
                RunMounts.of(line),
                RunListeners.published(line, config.exposedPorts()),
                line.value(ContainerFlags.RESTART).map(RestartPolicy::parse).orElse(RestartPolicy.NO),
                line.has(ContainerFlags.REMOVE),
                line.value(ContainerFlags.STOP_SIGNAL).map(Signal::parse).orElse(null),
                stopTimeout(line, context),
                health(line),
                LogSettings.parse(
                        line.value(ContainerFlags.LOG_DRIVER), line.values(ContainerFlags.LOG_OPT), context.settings()),
                line.has(RunFlags.READ_ONLY),
                labels(line),
                pairs(line.values(ContainerFlags.ANNOTATION)));
    }

    private static GuestSettings guest(ParsedLine line, RunConfig config, boolean attached, Context context) {
        String directory = line.value(ContainerFlags.WORKDIR).orElse(config.workingDir());
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            throw usage("cannot use --workdir %s: it must be an absolute path in the guest".formatted(directory));
        }
        List<String> variables = new ArrayList<>(config.env());
        if (!directory.isEmpty()) {
            variables.add("PWD=" + directory);
        }
        var settings = CompileFlags.settings(line, context);
        Policy policy = PolicyFlags.of(line, context.state());
        return new GuestSettings(
                Environment.of(line, context.environment(), variables),
                line.has(RunFlags.ENV_INHERIT),
                directory,
                settings.engine(),
                settings.interpreted(),
                line.value(RunFlags.INVOKE).orElse(null),
                RunRequests.capabilities(line),
                RunRequests.network(line, context),
                policy,
                PolicyFlags.note(line, policy, context.state()),
                sandbox(line, context),
                RunFlags.scan(line, context),
                !line.has(RunFlags.INTERACTIVE)
                        ? GuestSettings.Input.NONE
                        : attached ? GuestSettings.Input.ONCE : GuestSettings.Input.OPEN,
                line.has(RunFlags.TERMINAL));
    }

    private static SandboxMode sandbox(ParsedLine line, Context context) {
        String mode = RunFlags.sandbox(line, context);
        for (String option : line.values(ContainerFlags.SECURITY)) {
            if (option.startsWith("sandbox=")) {
                mode = option.substring("sandbox=".length());
            } else if (!option.startsWith("no-new-privileges")) {
                throw usage("cannot use --security-opt %s: sandbox=… is the one that means something here"
                        .formatted(option));
            }
        }
        SandboxMode parsed = SandboxMode.parse(mode);
        if (parsed == SandboxMode.OFF) {
            throw usage("cannot keep a container with --sandbox off: its guest needs a process of its own;"
                    + " wasmrunner run of a module's file can do without");
        }
        return parsed;
    }

    private static long stopTimeout(ParsedLine line, Context context) {
        return line.value(ContainerFlags.STOP_TIMEOUT)
                .map(text -> seconds("--stop-timeout", text))
                .orElseGet(() -> context.settings().number(ConfigKey.STOP_TIMEOUT) / MILLION);
    }

    private static long seconds(String flag, String text) {
        boolean bare = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return Quantities.duration(flag, bare ? text + "s" : text) / MILLION;
    }

    private static @Nullable HealthCheck health(ParsedLine line) {
        if (line.has(ContainerFlags.NO_HEALTHCHECK)) {
            if (line.has(ContainerFlags.HEALTH_CMD)) {
                throw usage("cannot use --no-healthcheck with --health-cmd: leave one out");
            }
            return new HealthCheck(List.of("NONE"), 0, 0, 0, 0);
        }
        List<String> test = line.value(ContainerFlags.HEALTH_CMD)
                .map(text -> List.of("CMD-SHELL", text))
                .orElse(List.of());
        return new HealthCheck(
                test,
                duration(line, ContainerFlags.HEALTH_INTERVAL),
                duration(line, ContainerFlags.HEALTH_TIMEOUT),
                duration(line, ContainerFlags.HEALTH_START),
                (int) line.value(ContainerFlags.HEALTH_RETRIES)
                        .map(text -> Math.min(1_000_000, Quantities.count("--health-retries", text)))
                        .orElse(0L)
                        .longValue());
    }

    private static long duration(ParsedLine line, Flag flag) {
        return line.value(flag)
                .map(text -> Quantities.duration(flag.name(), text))
                .orElse(0L);
    }

    private static Map<String, String> labels(ParsedLine line) {
        List<String> all = new ArrayList<>();
        for (String file : line.values(ContainerFlags.LABEL_FILE)) {
            try {
                for (String text : Files.readAllLines(Path.of(file))) {
                    if (!text.isBlank() && !text.stripLeading().startsWith("#")) {
                        all.add(text.strip());
                    }
                }
            } catch (IOException | InvalidPathException e) {
                throw new WasmrunnerException(
                        ErrorCode.NOT_FOUND, "cannot read --label-file " + file + ": no such file, or not text", e);
            }
        }
        all.addAll(line.values(ContainerFlags.LABEL));
        return pairs(all);
    }

    private static Map<String, String> pairs(List<String> texts) {
        Map<String, String> pairs = new TreeMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals == 0 || text.isEmpty() || text.indexOf('\0') >= 0) {
                throw usage("cannot use the label \"%s\": it must look like name=value".formatted(text));
            }
            pairs.put(equals < 0 ? text : text.substring(0, equals), equals < 0 ? "" : text.substring(equals + 1));
        }
        return pairs;
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
