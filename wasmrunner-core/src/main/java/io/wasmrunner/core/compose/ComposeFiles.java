package io.wasmrunner.core.compose;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds the compose files, and the variables for them. */
public final class ComposeFiles {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    /** Of what is put over a file that nobody named. */
    private static final List<String> OVERRIDES = List.of(
            "compose.override.yaml",
            "compose.override.yml",
            "docker-compose.override.yaml",
            "docker-compose.override.yml");

    private static final String ENV = ".env";

    private ComposeFiles() {}

    /**
     * Those that are named, or that {@code COMPOSE_FILE} names with {@code :} between them (or what
     * {@code COMPOSE_PATH_SEPARATOR} says), or else the nearest in that folder and those it is in, and beside it the one to be
     * put over it.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none
     */
    public static List<Path> find(List<String> named, Path folder, Map<String, String> environment) {
        List<String> names = new ArrayList<>(named);
        if (named.isEmpty()) {
            Map<String, String> variables = here(folder, environment);
            String separator = variables.getOrDefault("COMPOSE_PATH_SEPARATOR", ":");
            String listed = variables.getOrDefault("COMPOSE_FILE", "");
            int from = 0;
            while (from < listed.length()) {
                int end = separator.isEmpty() ? -1 : listed.indexOf(separator, from);
                end = end < 0 ? listed.length() : end;
                names.add(listed.substring(from, end));
                from = end + separator.length();
            }
            names.removeIf(String::isBlank);
        }
        return names.isEmpty()
                ? nearest(folder)
                : names.stream().map(name -> folder.resolve(name).normalize()).toList();
    }

    private static Map<String, String> here(Path folder, Map<String, String> environment) {
        Path file = folder.resolve(ENV);
        Map<String, String> all = new HashMap<>();
        if (!environment.containsKey("COMPOSE_FILE") && Files.isRegularFile(file)) {
            all.putAll(VariableFile.read(file, environment, _ -> {}));
        }
        all.putAll(environment);
        return all;
    }

    private static List<Path> nearest(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            List<Path> found = new ArrayList<>(first(at, NAMES));
            if (!found.isEmpty()) {
                found.addAll(first(at, OVERRIDES));
                return found;
            }
        }
        throw new WasmrunnerException(
                ErrorCode.NOT_FOUND,
                "no %s in %s or a folder it is in; name one with -f".formatted(NAMES.getFirst(), folder));
    }

    private static List<Path> first(Path folder, List<String> names) {
        return names.stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .limit(1)
                .toList();
    }

    /**
     * What values may use: those of the environment, then those of files, of which the later go first.
     *
     * @param files of the project
     * @param envFiles instead of {@code .env} beside the first, which need not be there
     */
    public static Map<String, String> variables(
            List<Path> files, List<Path> envFiles, Map<String, String> environment, Consumer<String> warnings) {
        Map<String, String> all = new HashMap<>();
        Path usual = files.getFirst().resolveSibling(ENV);
        List<Path> from = !envFiles.isEmpty() ? envFiles : Files.isRegularFile(usual) ? List.of(usual) : List.of();
        for (Path file : from) {
            Map<String, String> known = new HashMap<>(all);
            known.putAll(environment);
            all.putAll(VariableFile.read(file, known, warnings));
        }
        all.putAll(environment);
        return all;
    }
}
