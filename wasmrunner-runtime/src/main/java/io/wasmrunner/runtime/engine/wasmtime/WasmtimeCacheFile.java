package io.wasmrunner.runtime.engine.wasmtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file that points Wasmtime's cache at a folder. Everything that would change a stored module later
 * (recompression, clean-up) is put off for good: what is in an entry is sealed.
 */
final class WasmtimeCacheFile {
    private static final String NAME = "wasmtime";

    private WasmtimeCacheFile() {}

    static Path in(Path entry) {
        return entry.resolve(NAME);
    }

    /** Writes it into {@code folder}, to point at {@code target}; replaces the one that is there. */
    static Path write(Path folder, Path target) throws IOException {
        Path file = in(folder);
        Files.writeString(file, """
            [cache]
            enabled = true
            directory = '%s'
            baseline-compression-level = 1
            optimized-compression-usage-counter-threshold = '1G'
            cleanup-interval = '36500d'
            """.formatted(target.toAbsolutePath().resolve("modules")));
        return file;
    }
}
