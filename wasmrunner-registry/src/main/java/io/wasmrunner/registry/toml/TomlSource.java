package io.wasmrunner.registry.toml;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;

/** A file of settings in TOML 1.0. */
public final class TomlSource {
    /** Bytes that a file of settings may have. */
    private static final int LARGEST = 1 << 20;

    private TomlSource() {}

    /**
     * What a file says; empty when there is none.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it cannot be read, or is no TOML
     */
    public static Optional<TomlSection> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw problem(file.toString(), null, "it is larger than 1 MiB");
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Optional.of(
                    parse(file.toString(), text, file.toAbsolutePath().getParent()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw problem(file.toString(), null, "it is not UTF-8");
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot read " + file + ": " + e.getClass().getSimpleName(),
                    e);
        }
    }

    /**
     * @param name where the text is from, for errors
     * @param folder what paths in it begin at
     */
    public static TomlSection parse(String name, String text, Path folder) {
        TomlParseResult toml = Toml.parse(text);
        if (toml.hasErrors()) {
            TomlParseError first = toml.errors().getFirst();
            throw problem(name, first.position(), String.valueOf(first.getMessage()));
        }
        return new TomlSection(name, folder, toml, "");
    }

    static RegistryException problem(String name, @Nullable TomlPosition position, String what) {
        String at = position == null ? "" : "line " + position.line() + ", column " + position.column() + ": ";
        return new RegistryException(RegistryError.USAGE, "cannot read " + name + ": " + at + what);
    }
}
