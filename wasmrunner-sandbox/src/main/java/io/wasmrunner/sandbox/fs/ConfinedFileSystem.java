package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.file.Path;

/** Opens the directories of the host that a guest may reach. */
public final class ConfinedFileSystem {
    private ConfinedFileSystem() {}

    /**
     * Opens a directory of the host; what is opened through it never lies outside.
     *
     * @param hostDirectory may itself be reached through symbolic links
     * @param writable whether what lies beneath may be changed
     * @param disk counts the bytes written through it; one meter may serve several directories
     * @throws ErrnoException NOENT, NOTDIR or ACCES when it cannot be opened
     */
    public static Directory open(Path hostDirectory, boolean writable, Meter disk) {
        return openPortable(hostDirectory, writable, disk);
    }

    static Directory openPortable(Path hostDirectory, boolean writable, Meter disk) {
        return PortableDirectory.of(hostDirectory, writable, disk);
    }
}
