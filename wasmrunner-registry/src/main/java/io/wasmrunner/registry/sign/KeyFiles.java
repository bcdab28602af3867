package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with keys. */
final class KeyFiles {
    private static final int LARGEST = 1 << 16;

    private KeyFiles() {}

    static Pem read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.US_ASCII);
            return Pem.parse(text).orElseThrow(() -> wrong(file, "it is not PEM"));
        } catch (NoSuchFileException e) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot read the key " + file + ": there is no such file", e);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot read the key " + file + ": " + e.getClass().getSimpleName(),
                    e);
        }
    }

    static RegistryException wrong(Path file, String why) {
        return new RegistryException(RegistryError.USAGE, "cannot use the key " + file + ": " + why);
    }

    /** Writes a new file; one that is there stays. */
    static void create(Path file, String text, String permissions) {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
            try (var channel = Files.newByteChannel(file, Set.of(StandardOpenOption.WRITE))) {
                var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new RegistryException(
                    RegistryError.CONFLICT, "cannot write the key " + file + ": it is there; keys are not replaced", e);
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot write the key " + file + ": " + e.getClass().getSimpleName(),
                    e);
        }
    }
}
