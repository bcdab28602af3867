package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;

/** A host descriptor held for a guest: a file or a directory. Closing twice is harmless. */
public sealed interface Opened extends AutoCloseable permits OpenFile, Directory {

    /** Its state now; throws {@link ErrnoException} when the host says no. */
    FileStat stat();

    /** Changes its timestamps; refused on a read-only mount. */
    void setTimes(FileTimes times);

    /** Writes out what the host has cached; {@code dataOnly} as {@code fdatasync} does. */
    void sync(boolean dataOnly);

    @Override
    void close();
}
