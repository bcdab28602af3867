package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files with keys. */
final class KeyFiles {
    private KeyFiles() {}

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
