package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.nio.file.Path;

/** The two confined file systems; every contract test runs on both. */
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
    };

    abstract Directory open(Path host, boolean writable, Meter disk);

    Directory writable(Path host) {
        return open(host, true, new Meter(Quota.DISK, 0));
    }

    Directory readOnly(Path host) {
        return open(host, false, new Meter(Quota.DISK, 0));
    }
}
