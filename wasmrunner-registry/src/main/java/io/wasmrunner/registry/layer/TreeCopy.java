package io.wasmrunner.registry.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Copies of trees that somebody may change. */
public final class TreeCopy {
    private TreeCopy() {}

    /** Copies all of {@code tree} to {@code place}, which must not be there; files can be written to. Links stay as they are. */
    public static void writable(Path tree, Path place) throws IOException {
        Files.createDirectory(place, Modes.FOLDER);
        for (Path file : Trees.list(tree)) {
            Path copy = place.resolve(file.getFileName().toString());
            BasicFileAttributes attributes = Trees.attributes(file);
            if (attributes.isDirectory()) {
                writable(file, copy);
            } else {
                Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                if (attributes.isRegularFile()) {
                    Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(copy));
                    permissions.add(PosixFilePermission.OWNER_WRITE);
                    Files.setPosixFilePermissions(copy, permissions);
                }
            }
        }
    }
}
