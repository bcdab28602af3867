package io.wasmrunner.registry.layer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The few permissions that files of images have on disk; in layers they are 0644 or 0755 unless a build says otherwise. */
final class Modes {
    static final FileAttribute<Set<PosixFilePermission>> FOLDER = attribute("rwxr-xr-x");

    /** Trees are shared: nobody may write to a file that others see. */
    static final FileAttribute<Set<PosixFilePermission>> READ_ONLY = attribute("r--r--r--");

    static final FileAttribute<Set<PosixFilePermission>> READ_ONLY_PROGRAM = attribute("r-xr-xr-x");

    private static final long LATEST_SECONDS = 253_402_300_799L;

    private Modes() {}

    private static FileAttribute<Set<PosixFilePermission>> attribute(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }

    static boolean isExecutable(int mode) {
        return (mode & 0111) != 0;
    }

    /** What a layer says about a file that is here. */
    static int of(Path file) throws IOException {
        for (PosixFilePermission permission : Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS)) {
            if (permission == PosixFilePermission.OWNER_EXECUTE
                    || permission == PosixFilePermission.GROUP_EXECUTE
                    || permission == PosixFilePermission.OTHERS_EXECUTE) {
                return LayerItem.PROGRAM_MODE;
            }
        }
        return LayerItem.FILE_MODE;
    }

    /** No file is newer than the year 9999. */
    static long millis(long seconds) {
        return Math.min(seconds, LATEST_SECONDS) * 1000;
    }
}
