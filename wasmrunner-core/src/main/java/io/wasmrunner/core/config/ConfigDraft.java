package io.wasmrunner.core.config;

import io.wasmrunner.core.journal.FileMutex;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A copy of a configuration file that somebody changes by hand. It takes the file's place when nothing is wrong with it. */
public final class ConfigDraft {
    private final ConfigWriter writer;
    private final Path copy;
    private final Optional<String> original;
    private final boolean kept;

    ConfigDraft(ConfigWriter writer, Path copy) throws IOException {
        this.writer = writer;
        this.copy = copy;
        this.kept = Files.exists(copy);
        this.original = writer.text();
        if (!kept) {
            DurableFile.replaceSecret(copy, first().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** What to change. */
    public Path copy() {
        return copy;
    }

    /** Whether it was there already: one that somebody could not finish. */
    public boolean wasKept() {
        return kept;
    }

    /** Whether the file has been changed since the copy was. */
    public boolean isOlderThanFile() throws IOException {
        return original.isPresent()
                && Files.getLastModifiedTime(writer.file()).compareTo(Files.getLastModifiedTime(copy)) > 0;
    }

    /** What the copy says, its problems by its own name. */
    public ConfigFile read() {
        return ConfigFile.parse(copy, ConfigFile.text(copy));
    }

    /** Whether it says what it said at first. */
    public boolean isUnchanged() {
        return ConfigFile.text(copy).equals(first());
    }

    /** Throws the copy away. */
    public void discard() throws IOException {
        Files.deleteIfExists(copy);
    }

    /**
     * Puts the copy in the file's place.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when somebody changed the file meanwhile; the copy is kept
     */
    public void install() throws IOException {
        try (FileMutex _ = writer.lock()) {
            if (!writer.text().equals(original)) {
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT,
                        "cannot replace %s: somebody changed it meanwhile; what you wrote is in %s, and wasmrunner config edit%s goes on with it"
                                .formatted(writer.file(), copy, writer.flag()));
            }
            writer.write(ConfigFile.text(copy));
            discard();
        }
    }

    private String first() {
        return original.orElseGet(ConfigDraft::template);
    }

    /** All keys with their defaults, as comments. */
    private static String template() {
        StringBuilder text = new StringBuilder("# What holds for all runs. Remove the # before what you change.\n");
        for (ConfigKey key : ConfigKey.values()) {
            if (key.table().isEmpty()) {
                add(key, text);
            }
        }
        for (String table : ConfigKey.tables()) {
            text.append("\n[").append(table).append("]\n");
            for (ConfigKey key : ConfigKey.values()) {
                if (key.table().equals(table)) {
                    add(key, text);
                }
            }
        }
        return text.toString();
    }

    private static void add(ConfigKey key, StringBuilder text) {
        text.append("# ").append(key.help());
        if (!key.words().isEmpty()) {
            text.append(" One of ").append(String.join(", ", key.words())).append('.');
        }
        text.append("\n# ")
                .append(key.leaf())
                .append(" = ")
                .append(key.literal(key.usual()))
                .append('\n');
    }
}
