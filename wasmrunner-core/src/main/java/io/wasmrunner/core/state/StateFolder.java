package io.wasmrunner.core.state;

import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.guest.CompiledStore;
import io.wasmrunner.sandbox.fs.Ownership;
import java.nio.file.Path;
import java.util.Map;

/**
 * The state folder, and where in it things are. Nothing is made before it is needed.
 *
 * @param settings what users set, in a file of this folder among others
 */
public record StateFolder(Path root, Settings settings) {
    /** One that no variable says anything about. */
    public StateFolder(Path root) {
        this(root, Map.of());
    }

    private StateFolder(Path root, Map<String, String> environment) {
        this(root, new Settings(root.resolve("config.toml"), environment));
    }

    /** {@code $WASMRUNNER_HOME}, else {@code $XDG_DATA_HOME/wasmrunner}, else {@code ~/.wasmrunner}. */
    public static StateFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("WASMRUNNER_HOME", "");
        if (!own.isEmpty()) {
            return new StateFolder(Path.of(own).toAbsolutePath(), environment);
        }
        String shared = environment.getOrDefault("XDG_DATA_HOME", "");
        if (!shared.isEmpty()) {
            return new StateFolder(Path.of(shared, "wasmrunner").toAbsolutePath(), environment);
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        return new StateFolder(Path.of(home, ".wasmrunner").toAbsolutePath(), environment);
    }

    /**
     * Refuses a folder in which somebody else could plant code for us to run.
     *
     * @throws WasmrunnerException when it is another user's, or others may write to it
     */
    public void check() {
        switch (Ownership.of(root)) {
            case PRIVATE, UNKNOWN -> {}
            case OTHERS_MAY_WRITE ->
                throw new WasmrunnerException(
                        ErrorCode.HOST,
                        "cannot use the state folder %s: others may write to it; take that away (chmod go-w %s)"
                                .formatted(root, root));
            case NOT_OURS ->
                throw new WasmrunnerException(
                        ErrorCode.HOST,
                        "cannot use the state folder %s: it belongs to another user; name one of your own in"
                                        .formatted(root)
                                + " WASMRUNNER_HOME");
        }
    }

    /** Code compiled by this process itself, which may run in it. */
    public CompiledStore trustedCode() {
        return new CompiledStore(new CompileCache(root.resolve("cache/modules"), cacheBytes()), libraries());
    }

    /**
     * Code that workers compiled from the module of that digest. Whoever took a worker over could have written
     * anything there, so only workers that run the same module may load it.
     */
    public CompiledStore workersCode(String digest) {
        return new CompiledStore(CompileCache.part(root.resolve("cache/workers"), digest, cacheBytes()), libraries());
    }

    /** Bytes of compiled modules kept, of each of the two kinds. */
    private long cacheBytes() {
        long bytes = settings.lenient(ConfigKey.CACHE_SIZE).number();
        return bytes == 0 ? Long.MAX_VALUE : bytes;
    }

    /** One folder for each container. */
    public Path containers() {
        return root.resolve("containers");
    }

    /** One folder for each guest that runs outside of a container. */
    public Path runs() {
        return root.resolve("runs");
    }

    /** Directories that outlive the containers they are given to. */
    public Path volumes() {
        return root.resolve("volumes");
    }

    /** Native libraries that were unpacked once. */
    public Path libraries() {
        return root.resolve("cache/lib");
    }

    /** The user's policy for all runs; most have none. */
    public Path policy() {
        return root.resolve("policy.toml");
    }

    /** Images: blobs, names, the index. */
    public Path content() {
        return root.resolve("content");
    }

    /** The files of images, unpacked. */
    public Path snapshots() {
        return root.resolve("snapshots");
    }

    /** What earlier builds made. */
    public Path buildCache() {
        return root.resolve("cache/build");
    }

    /** What the user set about registries; most have set nothing. */
    public Path registries() {
        return root.resolve("registries.toml");
    }

    /** Whose signatures images need; most have none. */
    public Path trust() {
        return root.resolve("trust.toml");
    }

    public Path events() {
        return root.resolve("events.jsonl");
    }
}
