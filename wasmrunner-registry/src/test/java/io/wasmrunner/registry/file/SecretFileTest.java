package io.wasmrunner.registry.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretFileTest {
    @TempDir
    private Path folder;

    @Test
    void a_secret_is_its_owners_alone_whatever_stood_there() throws Exception {
        Path file = folder.resolve("secret");
        for (String before : new String[] {"secret", "secret.new"}) {
            Files.writeString(folder.resolve(before), "old and long");
            Files.setPosixFilePermissions(folder.resolve(before), PosixFilePermissions.fromString("rw-rw-rw-"));
        }

        DurableFile.replaceSecret(file, "new".getBytes(StandardCharsets.UTF_8));

        assertEquals("new", Files.readString(file));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
}
