package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.ComposeFiles;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The flags that say which project is meant. Docker has them before the subcommand; {@link ComposeLine} moves them here. */
public final class ComposeFlags {
    static final Flag FILE = Flag.list(
            "file",
            "A compose file; of several, each over those before it. Default: compose.yaml and compose.override.yaml,"
                    + " here or in a folder above; -f before the command.",
            "--file");
    static final Flag PROJECT = Flag.value(
            "name", "What the project is called. Default: the file's name:, or its folder's name.", "--project-name");
    static final Flag PROFILE = Flag.list("name", "Also the services of this profile; * for all.", "--profile");
    static final Flag ENV_FILE =
            Flag.list("file", "Take variables for the compose file from there. Default: .env beside it.", "--env-file");
    static final Flag TIMEOUT = Flag.value(
            "seconds",
            "How long a stop may take until it is a kill. Default: the service's own, 10.",
            "-t",
            "--timeout");

    private ComposeFlags() {}

    /** Those and more. */
    static List<Flag> and(Flag... more) {
        List<Flag> all = new ArrayList<>(List.of(more));
        all.addAll(List.of(FILE, PROJECT, PROFILE, ENV_FILE));
        return all;
    }

    /** The project that a line means. */
    static Project project(ParsedLine line, Context context) {
        List<Path> files = files(line, context);
        Map<String, String> variables = variables(files, line, context, context::warn);
        Optional<String> name =
                line.value(PROJECT).or(() -> Optional.ofNullable(variables.get("COMPOSE_PROJECT_NAME")));
        return ProjectReader.read(files, name, variables, context::warn);
    }

    static Set<String> profiles(ParsedLine line, Context context) {
        Set<String> profiles = new LinkedHashSet<>(line.values(PROFILE));
        Map<String, String> variables = variables(files(line, context), line, context, _ -> {});
        for (String profile : variables.getOrDefault("COMPOSE_PROFILES", "").split(",", -1)) {
            if (!profile.isBlank()) {
                profiles.add(profile.strip());
            }
        }
        return profiles;
    }

    private static List<Path> files(ParsedLine line, Context context) {
        return ComposeFiles.find(line.values(FILE), here(), context.environment());
    }

    private static Map<String, String> variables(
            List<Path> files, ParsedLine line, Context context, Consumer<String> warnings) {
        List<Path> from = line.values(ENV_FILE).stream().map(here()::resolve).toList();
        return ComposeFiles.variables(files, from, context.environment(), warnings);
    }

    private static Path here() {
        return Path.of("").toAbsolutePath();
    }
}
