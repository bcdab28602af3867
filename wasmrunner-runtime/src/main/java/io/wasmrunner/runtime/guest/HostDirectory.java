package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.nio.file.Path;

/** A directory of the host that a guest is given. */
public sealed interface HostDirectory {

    /**
     * Opens it.
     *
     * @throws ErrnoException NOENT, NOTDIR or ACCES when that cannot be
     */
    Directory open(boolean writable, Meter disk);

    /** One that this process can open by its name. */
    sealed interface OnHost extends HostDirectory {
        /** Where it is; of two layers, where the one below is. */
        Path path();
    }

    /** Opened by this process, by its name. */
    record Named(Path path) implements OnHost {
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

    /**
     * Two directories as one: changes are made in the upper one.
     *
     * @param path the lower one, which nobody may change meanwhile
     * @param upper must be there
     */
    record Overlay(Path path, Path upper) implements OnHost {
        @Override
        public Directory open(boolean writable, Meter disk) {
            Directory above = ConfinedFileSystem.open(upper, writable, disk);
            try {
                return ConfinedFileSystem.overlay(ConfinedFileSystem.open(path, false, unlimited()), above);
            } catch (ErrnoException e) {
                above.close();
                throw e;
            }
        }
    }

    /** The same, opened by whoever started this process. */
    record InheritedOverlay(int lower, int upper) implements HostDirectory {
        @Override
        public Directory open(boolean writable, Meter disk) {
            Directory above = ConfinedFileSystem.adopt(upper, writable, disk);
            try {
                return ConfinedFileSystem.overlay(ConfinedFileSystem.adopt(lower, false, unlimited()), above);
            } catch (ErrnoException e) {
                above.close();
                throw e;
            }
        }
    }

    private static Meter unlimited() {
        return new Meter(Quota.DISK, 0);
    }
}
