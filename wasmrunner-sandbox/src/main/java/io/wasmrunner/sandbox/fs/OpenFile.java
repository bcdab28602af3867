package io.wasmrunner.sandbox.fs;

import io.wasmrunner.sandbox.ErrnoException;

/** A regular file. Lengths and offsets are bytes; every method throws {@link ErrnoException} when the host says no. */
public non-sealed interface OpenFile extends Opened {

    /** Reads at the file's own offset and moves it. Returns how many bytes came, 0 at the end. */
    int read(byte[] into, int offset, int length);

    /** Reads at {@code position} without moving the file's own offset. Returns 0 at the end. */
    int pread(byte[] into, int offset, int length, long position);

    /** Writes at the file's own offset (or at its end when appending) and moves it. Returns how many bytes went. */
    int write(byte[] from, int offset, int length);

    int pwrite(byte[] from, int offset, int length, long position);

    /** Moves the file's own offset and returns it; INVAL when it would be negative. */
    long seek(long offset, Whence whence);

    /** Cuts or extends the file to {@code size} bytes. */
    void setSize(long size);

    /** Makes sure that the bytes from {@code offset} on, {@code length} of them, exist ({@code posix_fallocate}). */
    void allocate(long offset, long length);

    boolean appending();

    /** Whether writes go to the end from now on. */
    void setAppending(boolean appending);

    enum Whence {
        SET,
        CURRENT,
        END
    }
}
