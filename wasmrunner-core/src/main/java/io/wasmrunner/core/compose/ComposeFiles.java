package io.wasmrunner.core.compose;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds the compose file, and the variables for it. */
public final class ComposeFiles {
    private static final List<String> NAMES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

    private ComposeFiles() {}

    /**
     * The file that is named, or else the nearest in that folder and those it is in.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is none
     */
    public static Path find(Optional<String> named, Path folder) {
        if (named.isPresent()) {
            return folder.resolve(named.get()).normalize();
        }
        for (Path at = folder; at != null; at = at.getParent()) {
            for (String name : NAMES) {
                if (Files.isRegularFile(at.resolve(name))) {
                    return at.resolve(name);
                }
            }
        }
        throw new WasmrunnerException(
                ErrorCode.NOT_FOUND,
                "no %s in %s or a folder it is in; name one with -f".formatted(NAMES.getFirst(), folder));
    }

    /**
     * What values may use: those of the environment, then those of a file.
     *
     * @param envFile instead of {@code .env} beside the compose file, which need not be there
     */
    public static Map<String, String> variables(
            Path file, Optional<Path> envFile, Map<String, String> environment, Consumer<String> warnings) {
        Path from = envFile.orElse(file.resolveSibling(".env"));
        Map<String, String> all = new HashMap<>();
        if (envFile.isPresent() || Files.isRegularFile(from)) {
            all.putAll(VariableFile.read(from, environment, warnings));
        }
        all.putAll(environment);
        return all;
    }
}
