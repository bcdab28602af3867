package io.wasmrunner.runtime.wasi;

import static java.util.Objects.requireNonNull;

import io.wasmrunner.sandbox.fs.Directory;

/**
 * A directory that is open when the guest starts.
 *
 * @param guestPath its name in the guest, for example {@code /data} or {@code .}
 * @param directory what it is on the host
 */
public record PreopenedDirectory(String guestPath, Directory directory) {
    public PreopenedDirectory {
        requireNonNull(guestPath, "guestPath is null");
        requireNonNull(directory, "directory is null");
    }
}
