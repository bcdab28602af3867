package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.OpenFile;

/** A regular file. What it was opened for is kept here, so that no implementation of OpenFile has to guard it. */
final class FileDescriptor implements Descriptor {
    private final String guestPath;
    private final OpenFile file;
    private final boolean readable;
    private final boolean writable;
    private int flags;

    FileDescriptor(String guestPath, OpenFile file, boolean readable, boolean writable, int flags) {
        this.guestPath = guestPath;
        this.file = file;
        this.readable = readable;
        this.writable = writable;
        this.flags = flags;
    }

    @Override
    public String guestPath() {
        return guestPath;
    }

    boolean readable() {
        return readable;
    }

    boolean writable() {
        return writable;
    }

    @Override
    public OpenFile opened() {
        return file;
    }

    @Override
    public int fileType() {
        return FileTypes.REGULAR_FILE;
    }

    @Override
    public int flags() {
        return flags;
    }

    /** The synchronising ones are as the file was opened: staying silent about one leaves it on, asking for more is INVAL. */
    @Override
    public void setFlags(int value) {
        int fixed = flags & FdFlags.ANY_SYNC;
        if ((value & FdFlags.ANY_SYNC & ~fixed) != 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        file.setAppending((value & FdFlags.APPEND) != 0);
        flags = value | fixed;
    }

    @Override
    public long rights() {
        return Rights.FILE & ~(readable ? 0 : Rights.FD_READ) & ~(writable ? 0 : Rights.FD_WRITE);
    }

    @Override
    public void release() {
        file.close();
    }
}
