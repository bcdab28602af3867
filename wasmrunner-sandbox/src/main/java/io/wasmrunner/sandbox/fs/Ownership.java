package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;

/** Whose a folder of the host is. */
public enum Ownership {
    /** This user's, and nobody else may change what is in it. */
    PRIVATE,
    /** This user's, and others may write to it. */
    OTHERS_MAY_WRITE,
    /** Another user's. */
    NOT_OURS,
    /** There is no such folder, or nothing can be said about it. */
    UNKNOWN;

    private static final Ownership[] KNOWN = {PRIVATE, OTHERS_MAY_WRITE, NOT_OURS};

    /** Looks at {@code folder}. */
    public static Ownership of(Path folder) {
        if (!NativeLibrary.available()) {
            return portable(folder);
        }
        int found = NativeIo.ownership(GuestPath.cString(folder.toString()));
        return found >= 0 && found < KNOWN.length ? KNOWN[found] : UNKNOWN;
    }

    private static Ownership portable(Path folder) {
        try {
            PosixFileAttributes attributes = Files.readAttributes(folder, PosixFileAttributes.class);
            if (!attributes.owner().getName().equals(System.getProperty("user.name"))) {
                return NOT_OURS;
            }
            return attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)
                            || attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)
                    ? OTHERS_MAY_WRITE
                    : PRIVATE;
        } catch (IOException | UnsupportedOperationException e) {
            return UNKNOWN;
        }
    }
}
