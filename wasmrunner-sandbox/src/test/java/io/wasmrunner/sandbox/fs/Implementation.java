package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** The confined file systems; every contract test runs on each. */
enum Implementation {
    NATIVE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            assumeTrue(ConfinedFileSystem.nativeAvailable(), "no native library here");
            return ConfinedFileSystem.openNative(host, writable, disk);
        }
    },
    PORTABLE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            return ConfinedFileSystem.openPortable(host, writable, disk);
        }
    },
    /** All that a test lays out is in the upper layer. */
    UPPER_NATIVE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            Directory upper = NATIVE.open(host, writable, disk);
            return ConfinedFileSystem.overlay(NATIVE.open(SpareFolder.make(), false, NONE), upper);
        }
    },
    UPPER_PORTABLE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            Directory upper = PORTABLE.open(host, writable, disk);
            return ConfinedFileSystem.overlay(PORTABLE.open(SpareFolder.make(), false, NONE), upper);
        }
    },
    /** All that a test lays out is in the lower layer. */
    LOWER_NATIVE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            return ConfinedFileSystem.overlay(
                    NATIVE.open(host, false, NONE), NATIVE.open(SpareFolder.make(), writable, disk));
        }
    },
    LOWER_PORTABLE {
        @Override
        Directory open(Path host, boolean writable, Meter disk) {
            return ConfinedFileSystem.overlay(
                    PORTABLE.open(host, false, NONE), PORTABLE.open(SpareFolder.make(), writable, disk));
        }
    };

    private static final Meter NONE = new Meter(Quota.DISK, 0);

    abstract Directory open(Path host, boolean writable, Meter disk);

    /** Whether the kernel confines it. */
    boolean isNative() {
        return this == NATIVE || this == UPPER_NATIVE || this == LOWER_NATIVE;
    }

    boolean isOverlay() {
        return this != NATIVE && this != PORTABLE;
    }

    /** Whether what the guest changes is changed somewhere else than where the test laid it out. */
    boolean keepsHost() {
        return this == LOWER_NATIVE || this == LOWER_PORTABLE;
    }

    /** What a file holds for the guest, which is on the host too where the guest's changes go there. */
    byte[] bytes(Directory root, Path host, String path) throws IOException {
        OpenFile file = (OpenFile) root.open(path, Requests.READ);
        byte[] bytes = new byte[(int) file.stat().size()];
        int at = 0;
        while (at < bytes.length) {
            at += file.pread(bytes, at, bytes.length - at, at);
        }
        file.close();
        if (!keepsHost()) {
            assertArrayEquals(bytes, Files.readAllBytes(host.resolve(path)));
        }
        return bytes;
    }

    String text(Directory root, Path host, String path) throws IOException {
        return new String(bytes(root, host, path), StandardCharsets.UTF_8);
    }

    /** The names in a directory for the guest, which are the host's too where the guest's changes go there. */
    Set<String> names(Directory root, Path host, String path) throws IOException {
        Directory directory = (Directory) root.open(path, Requests.DIRECTORY);
        Set<String> names =
                directory.list().stream().skip(2).map(DirectoryEntry::name).collect(Collectors.toSet());
        directory.close();
        if (!keepsHost()) {
            assertEquals(names, Contents.names(host.resolve(path)));
        }
        return names;
    }

    boolean exists(Directory root, Path host, String path) {
        boolean there;
        try {
            root.stat(path, false);
            there = true;
        } catch (ErrnoException e) {
            assertEquals(Errno.NOENT, e.errno());
            there = false;
        }
        if (!keepsHost()) {
            assertEquals(there, Files.exists(host.resolve(path), LinkOption.NOFOLLOW_LINKS));
        }
        return there;
    }

    Directory writable(Path host) {
        return open(host, true, new Meter(Quota.DISK, 0));
    }

    Directory readOnly(Path host) {
        return open(host, false, new Meter(Quota.DISK, 0));
    }
}
