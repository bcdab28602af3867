package io.wasmrunner.core.state;

import io.wasmrunner.runtime.cache.CompileCache;
import java.nio.file.Path;
import java.util.Map;

/** The state folder, and where in it things are. Nothing is made before it is needed. */
public record StateFolder(Path root) {
    /** Bytes of compiled modules kept. */
    private static final long CACHE_BYTES = 2L << 30;

    /** {@code $WASMRUNNER_HOME}, else {@code $XDG_DATA_HOME/wasmrunner}, else {@code ~/.wasmrunner}. */
    public static StateFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("WASMRUNNER_HOME", "");
        if (!own.isEmpty()) {
            return new StateFolder(Path.of(own).toAbsolutePath());
        }
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        if (!shared.isEmpty()) {
            return new StateFolder(Path.of(shared, "wasmrunner").toAbsolutePath());
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new StateFolder(Path.of(home, ".wasmrunner").toAbsolutePath());
    }

    public CompileCache compileCache() {
        return new CompileCache(root.resolve("cache/modules"), CACHE_BYTES);
    }

    /** Native libraries that were unpacked once. */
    public Path libraries() {
        return root.resolve("cache/lib");
    }

    public Path events() {
        return root.resolve("events.jsonl");
    }
}
