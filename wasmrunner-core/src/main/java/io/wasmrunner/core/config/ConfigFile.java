package io.wasmrunner.core.config;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A configuration in TOML 1.0.
 *
 * @param settings what it says
 * @param problems what is wrong with it, each with the file's name and the place; empty when nothing is
 */
public record ConfigFile(List<Setting> settings, List<String> problems) {
    /** Bytes that a configuration may have. */
    private static final int LONGEST = 1 << 20;

    public ConfigFile {
        settings = List.copyOf(settings);
        problems = List.copyOf(problems);
    }

    /** What the file says; that it cannot be read is a problem, too. */
    static ConfigFile read(Path file) {
        try {
            return parse(file, text(file));
        } catch (WasmrunnerException e) {
            return new ConfigFile(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    /**
     * Its text.
     *
     * @throws WasmrunnerException when it cannot be read, or is no text
     */
    static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw problem(file, ErrorCode.HOST, "it is no file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw problem(file, ErrorCode.USAGE, "it is larger than 1 MiB, as no configuration is");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw problem(file, ErrorCode.USAGE, "it is not UTF-8");
        } catch (IOException e) {
            throw new WasmrunnerException(ErrorCode.HOST, what(file) + Reason.of(e), e);
        }
    }

    /**
     * What a text says.
     *
     * @param file where it is from
     */
    public static ConfigFile parse(Path file, String text) {
        Optional<List<TomlEntry>> plain = PlainToml.read(text);
        if (plain.isPresent()) {
            return of(file, plain.get());
        }
        FullToml toml = FullToml.read(text);
        if (toml.errors().isEmpty()) {
            return of(file, toml.entries());
        }
        List<String> problems = new ArrayList<>();
        for (String error : toml.errors()) {
            problems.add(what(file) + error);
        }
        return new ConfigFile(List.of(), problems);
    }

    private static ConfigFile of(Path file, List<TomlEntry> entries) {
        List<Setting> settings = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (TomlEntry entry : entries) {
            try {
                settings.add(setting(file, entry));
            } catch (WasmrunnerException e) {
                problems.add(what(file) + at(entry.line(), entry.column()) + e.getMessage());
            }
        }
        return new ConfigFile(settings, problems);
    }

    private static Setting setting(Path file, TomlEntry entry) {
        String name = entry.dotted();
        Optional<ConfigKey> found = ConfigKey.find(name);
        if (found.isEmpty()) {
            throw new WasmrunnerException(ErrorCode.USAGE, ConfigKey.unknown(String.join(".", entry.path())));
        }
        ConfigKey key = found.get();
        Object value = entry.value();
        if (!(value instanceof String || value instanceof Long || value instanceof Boolean)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot read %s: it must be %s".formatted(name, key.kind().wanted()));
        }
        return new Setting(key, key.read(name, value.toString()), new Source.InFile(file, entry.line()));
    }

    static String at(int line, int column) {
        return "line " + line + ", column " + column + ": ";
    }

    private static String what(Path file) {
        return "cannot read the configuration " + file + ": ";
    }

    private static WasmrunnerException problem(Path file, ErrorCode code, String what) {
        return new WasmrunnerException(code, what(file) + what);
    }
}
