package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.VersionCommand;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.BuildRequest;
import io.wasmrunner.registry.format.Platform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What {@code build} takes. */
final class BuildFlags {
    static final Flag TAG = Flag.list("name[:tag]", "Name the image so; may be given several times.", "-t", "--tag");
    static final Flag FILE = Flag.value(
            "file", "The build file; - is stdin. Default: Wasmfile, else Dockerfile, in the context.", "-f", "--file");
    static final Flag BUILD_ARG =
            Flag.list("NAME[=value]", "Set an ARG; without a value, take it from here.", "--build-arg");
    static final Flag TARGET = Flag.value("stage", "Stop after this stage.", "--target");
    static final Flag NO_CACHE = Flag.toggle("Make every layer anew.", "--no-cache");
    static final Flag PULL = Flag.toggle("Look for newer base images.", "--pull");
    static final Flag LABEL = Flag.list("name=value", "Add a label.", "--label");
    static final Flag IIDFILE = Flag.value("file", "Write the id of the image there.", "--iidfile");
    static final Flag OUTPUT =
            Flag.value("type=oci,dest=file", "Write the image to an archive too, as save does.", "-o", "--output");
    static final Flag PLATFORM = Flag.value("os/arch", "Build for this platform. Default wasi/wasm.", "--platform");

    private BuildFlags() {}

    static List<Flag> all() {
        return List.of(
                TAG,
                FILE,
                BUILD_ARG,
                TARGET,
                NO_CACHE,
                PULL,
                LABEL,
                IIDFILE,
                OUTPUT,
                PLATFORM,
                BuildCommand.SANDBOX,
                PullFlags.NO_COMPILE,
                PullFlags.QUIET);
    }

    static Map<String, String> labels(ParsedLine line) {
        Map<String, String> labels = new TreeMap<>();
        for (String label : line.values(LABEL)) {
            int equals = label.indexOf('=');
            labels.put(equals < 0 ? label : label.substring(0, equals), equals < 0 ? "" : label.substring(equals + 1));
        }
        return labels;
    }

    /**
     * The archive to write, if any.
     *
     * @throws RegistryException {@link RegistryError#USAGE} for another kind of output
     */
    static Optional<Path> archive(ParsedLine line) {
        if (line.value(OUTPUT).isEmpty()) {
            return Optional.empty();
        }
        String type = "";
        String destination = "";
        for (String field : line.value(OUTPUT).get().split(",", -1)) {
            int equals = field.indexOf('=');
            String value = field.substring(equals + 1);
            switch (field.substring(0, Math.max(0, equals))) {
                case "type" -> type = value;
                case "dest" -> destination = value;
                default -> type = "unknown";
            }
        }
        if (!type.equals("oci") || destination.isEmpty()) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use --output " + line.value(OUTPUT).get() + ": it must be type=oci,dest=file");
        }
        return Optional.of(Path.of(destination));
    }

    /** Seconds since 1970 by {@code $SOURCE_DATE_EPOCH} (reproducible-builds.org's specification), or null. */
    static @Nullable Long epoch(Map<String, String> environment) {
        String text = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
        if (text.isEmpty()) {
            return null;
        }
        try {
            long epoch = Long.parseLong(text);
            if (epoch >= 0 && epoch < 1L << 36) {
                return epoch;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new RegistryException(
                RegistryError.USAGE,
                "cannot date the image by SOURCE_DATE_EPOCH=" + text + ": it must be whole seconds since 1970");
    }

    /** @param content the build file's text when it came from stdin, or null */
    static BuildRequest request(
            ParsedLine line, Path context, @Nullable String content, Map<String, String> environment) {
        Map<String, String> arguments = new TreeMap<>();
        for (String argument : line.values(BUILD_ARG)) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            String value = equals < 0 ? environment.get(name) : argument.substring(equals + 1);
            if (value != null) {
                arguments.put(name, value);
            }
        }
        return new BuildRequest(
                context,
                content == null ? line.value(FILE).map(Path::of).orElse(null) : null,
                content,
                arguments,
                labels(line),
                line.value(TARGET).orElse(""),
                line.value(PLATFORM).map(Platform::parse).orElse(Platform.WASI),
                line.has(NO_CACHE),
                epoch(environment));
    }

    /** All that the result depends on beside files, to find the same build again. */
    static List<String> words(ParsedLine line, Map<String, String> environment) {
        List<String> words = new ArrayList<>();
        words.add(Path.of("").toAbsolutePath().toString());
        words.add(VersionCommand.VERSION);
        words.add("SOURCE_DATE_EPOCH=" + environment.getOrDefault("SOURCE_DATE_EPOCH", ""));
        for (Flag flag : all()) {
            if (line.has(flag) && flag != PullFlags.QUIET && flag != PullFlags.NO_COMPILE && flag != IIDFILE) {
                words.add(flag.name());
                words.addAll(line.values(flag));
            }
        }
        for (String argument : line.values(BUILD_ARG)) {
            words.add(argument.indexOf('=') < 0 ? argument + "=" + environment.get(argument) : "");
        }
        words.addAll(line.operands());
        return words;
    }
}
