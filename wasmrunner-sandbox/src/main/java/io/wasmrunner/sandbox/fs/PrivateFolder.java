package io.wasmrunner.sandbox.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders of the host's that only their owner may enter. */
public final class PrivateFolder {
    private PrivateFolder() {}

    /** Makes {@code folder} with all above it, unless it is there. */
    public static void make(Path folder) throws IOException {
        // Not by Files where it is there already: that would load more.
        if (!folder.toFile().isDirectory()) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }
}
