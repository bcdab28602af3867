package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import io.wasmrunner.sandbox.quota.Meter;
import java.nio.file.Path;
import java.util.Optional;

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
        return nativeAvailable()
                ? openNative(hostDirectory, writable, disk)
                : openPortable(hostDirectory, writable, disk);
    }

    /**
     * Takes over a directory that is open already.
     *
     * @param descriptor a host descriptor, from {@link #handle}; closed with the directory
     * @throws ErrnoException BADF or NOTDIR when it is no open directory
     */
    public static Directory adopt(int descriptor, boolean writable, Meter disk) {
        return NativeDirectory.adopt(descriptor, writable, disk);
    }

    /**
     * Lays one directory over another: what is changed through the result is changed in {@code upper} alone, in the form
     * that layers of OCI images have (image-spec, layer.md, "Whiteouts"). The result is writable when {@code upper} is.
     * Both are closed with the last of what is open through it.
     *
     * @param lower from {@link #open} or {@link #adopt}; nobody changes what is beneath
     * @param upper from the same; its meter counts what is copied up as well
     */
    public static Directory overlay(Directory lower, Directory upper) {
        if (lower instanceof Layer below && upper instanceof Layer above) {
            return OverlayDirectory.of(below, above);
        }
        throw new IllegalArgumentException("an overlay cannot be a layer of another");
    }

    /**
     * A host descriptor of a directory, the caller's to close, for another process to {@link #adopt}; only where
     * {@link #nativeAvailable}.
     *
     * @throws ErrnoException NOENT, NOTDIR or ACCES when it cannot be opened
     */
    public static int handle(Path hostDirectory) {
        return NativeDirectory.handle(hostDirectory);
    }

    /**
     * Whether the kernel itself confines paths (openat2, Linux 5.6; setting
     * timestamps by path needs 5.8). Elsewhere java.nio does: a guest alone cannot get out there
     * either, but a process of the host that swaps directories and links at the right moment can help it.
     */
    public static boolean nativeAvailable() {
        return NativeLibrary.available();
    }

    /** Why {@link #nativeAvailable} says no, for a user to read; empty when it says yes. */
    public static Optional<String> nativeProblem() {
        return NativeLibrary.problem();
    }

    static Directory openNative(Path hostDirectory, boolean writable, Meter disk) {
        return NativeDirectory.of(hostDirectory, writable, disk);
    }

    static Directory openPortable(Path hostDirectory, boolean writable, Meter disk) {
        return PortableDirectory.of(hostDirectory, writable, disk);
    }
}
