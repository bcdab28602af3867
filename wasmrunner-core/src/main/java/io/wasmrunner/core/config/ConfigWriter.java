package io.wasmrunner.core.config;

import io.wasmrunner.core.journal.FileMutex;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.fs.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** Changes a configuration file, one process at a time. A file with mistakes can be changed, as long as it is TOML. */
public final class ConfigWriter {
    private final Path file;
    private final Path state;
    private final boolean shared;

    private ConfigWriter(Path file, Path state, boolean shared) {
        this.file = file;
        this.state = state;
        this.shared = shared;
    }

    /** Of the user's file, which is for its owner alone. */
    public static ConfigWriter user(Settings settings, Path state) {
        return new ConfigWriter(settings.userFile(), state, false);
    }

    /** Of the system's, which everybody may read. */
    public static ConfigWriter system(Path state) {
        return new ConfigWriter(Settings.systemFile(), state, true);
    }

    public Path file() {
        return file;
    }

    /**
     * Sets a key.
     *
     * @throws WasmrunnerException when that is no value of it, or the file cannot be changed
     */
    public void set(ConfigKey key, String text) throws IOException {
        ConfigValue value = key.read(key.toString(), text);
        try (FileMutex _ = lock()) {
            ConfigText now = now();
            write(now.with(key, value).orElseThrow(() -> tooSpecial(key.toString())));
        }
    }

    /**
     * Takes a key out of the file, also one that there is not.
     *
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when it is not in the file
     */
    public void unset(String name) throws IOException {
        try (FileMutex _ = lock()) {
            ConfigText now = now();
            if (now.entry(name).isEmpty()) {
                throw new WasmrunnerException(
                        ErrorCode.NOT_FOUND, "cannot unset %s: %s does not set it".formatted(name, file));
            }
            write(now.without(name).orElseThrow(() -> tooSpecial(name)));
        }
    }

    /** A draft of the file, to be changed by hand. */
    public ConfigDraft draft() throws IOException {
        PrivateFolder.make(state);
        return new ConfigDraft(this, state.resolve(shared ? "config-system.toml.edit" : "config.toml.edit"));
    }

    /** The file's text; empty when there is none. */
    Optional<String> text() {
        return Files.exists(file) ? Optional.of(ConfigFile.text(file)) : Optional.empty();
    }

    FileMutex lock() throws IOException {
        return FileMutex.lock(state.resolve("config.lock"));
    }

    private ConfigText now() {
        String text = text().orElse("");
        FullToml toml = FullToml.read(text);
        if (!toml.errors().isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot change %s: %s; mend it with wasmrunner config edit%s"
                            .formatted(file, toml.errors().getFirst(), flag()));
        }
        return new ConfigText(text, toml);
    }

    private WasmrunnerException tooSpecial(String name) {
        return new WasmrunnerException(
                ErrorCode.USAGE,
                "cannot change %s in %s: it is written in a way that is not to be changed blindly; use wasmrunner config"
                                .formatted(name, file)
                        + " edit" + flag());
    }

    /** What the commands take that are about this file. */
    String flag() {
        return shared ? " --system" : "";
    }

    /** Puts a text in the file's place; where the file is a link, in that of what it leads to. */
    void write(String text) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (shared && folder != null) {
                Files.createDirectories(folder);
            }
            Path target = Files.exists(file) ? file.toRealPath() : file;
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            if (shared) {
                DurableFile.replace(target, bytes);
                Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r--r--"));
            } else {
                DurableFile.replaceSecret(target, bytes);
            }
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot write %s: %s%s"
                            .formatted(file, Reason.of(e), shared ? "; it is for the system's administrator" : ""),
                    e);
        }
    }
}
