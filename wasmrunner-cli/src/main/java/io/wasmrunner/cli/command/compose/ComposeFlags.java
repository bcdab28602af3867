package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.ComposeFiles;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.ProjectReader;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The flags that say which project is meant. Docker has them before the subcommand; {@link ComposeLine} moves them here. */
public final class ComposeFlags {
    static final Flag FILE = Flag.list(
            "file",
            "The compose file. Default: compose.yaml, here or in a folder above; -f before the command.",
            "--file");
    static final Flag PROJECT = Flag.value(
            "name", "What the project is called. Default: the file's name:, or its folder's name.", "--project-name");
    static final Flag PROFILE = Flag.list("name", "Also the services of this profile; * for all.", "--profile");
    static final Flag ENV_FILE = Flag.value(
            "file", "Take variables for the compose file from there. Default: .env beside it.", "--env-file");
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
        Map<String, String> environment = context.environment();
        if (line.values(FILE).size() > 1) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot put several compose files together: name one with -f");
        }
        Path here = Path.of("").toAbsolutePath();
        Path file = ComposeFiles.find(
                line.value(FILE).or(() -> Optional.ofNullable(environment.get("COMPOSE_FILE"))), here);
        Map<String, String> variables =
                ComposeFiles.variables(file, line.value(ENV_FILE).map(here::resolve), environment, context::warn);
        Optional<String> name =
                line.value(PROJECT).or(() -> Optional.ofNullable(variables.get("COMPOSE_PROJECT_NAME")));
        return ProjectReader.read(file, name, variables, context::warn);
    }

    static Set<String> profiles(ParsedLine line, Context context) {
        Set<String> profiles = new LinkedHashSet<>(line.values(PROFILE));
        for (String profile :
                context.environment().getOrDefault("COMPOSE_PROFILES", "").split(",", -1)) {
            if (!profile.isBlank()) {
                profiles.add(profile.strip());
            }
        }
        return profiles;
    }
}
