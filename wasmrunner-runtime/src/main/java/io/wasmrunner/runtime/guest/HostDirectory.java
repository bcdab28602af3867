package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.file.Path;

/** A directory of the host that a guest is given. */
public sealed interface HostDirectory {

    /**
     * Opens it.
     *
     * @throws io.wasmrunner.sandbox.ErrnoException NOENT, NOTDIR or ACCES when that cannot be
     */
    Directory open(boolean writable, Meter disk);

    /** Opened by this process, by its name. */
    record Named(Path path) implements HostDirectory {
        @Override
        public Directory open(boolean writable, Meter disk) {
            return ConfinedFileSystem.open(path, writable, disk);
        }
    }

    /** Opened by whoever started this process. */
    record Inherited(int descriptor) implements HostDirectory {
        @Override
        public Directory open(boolean writable, Meter disk) {
            return ConfinedFileSystem.adopt(descriptor, writable, disk);
        }
    }
}
