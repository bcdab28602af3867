package io.wasmrunner.sandbox.fs;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Permissions through java.nio, which has them where the host is POSIX; elsewhere everybody may do everything. */
final class PortablePermissions {
    private static final int ALL = 0777;

    private PortablePermissions() {}

    private static boolean known(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static int bit(PosixFilePermission permission) {
        return switch (permission) {
            case OWNER_READ -> 0400;
            case OWNER_WRITE -> 0200;
            case OWNER_EXECUTE -> 0100;
            case GROUP_READ -> 0040;
            case GROUP_WRITE -> 0020;
            case GROUP_EXECUTE -> 0010;
            case OTHERS_READ -> 0004;
            case OTHERS_WRITE -> 0002;
            case OTHERS_EXECUTE -> 0001;
        };
    }

    static int of(Path path) {
        if (!known(path)) {
            return ALL;
        }
        int bits = 0;
        for (PosixFilePermission one :
                HostErrors.call(() -> Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS))) {
            bits |= bit(one);
        }
        return bits;
    }

    static void set(Path path, int permissions) {
        if (!known(path)) {
            return;
        }
        Set<PosixFilePermission> wanted = EnumSet.allOf(PosixFilePermission.class);
        wanted.removeIf(one -> (permissions & bit(one)) == 0);
        HostErrors.run(() -> Files.setPosixFilePermissions(path, wanted));
    }
}
