package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.OpenFile;

/** Reads and writes of files: a megabyte for each host operation. */
final class FileTransfer {
    /** Stands for the file's own offset. */
    private static final long CURRENT = -1;

    private final WasiState state;

    FileTransfer(WasiState state) {
        this.state = state;
    }

    int read(FileDescriptor file, IoVectors vectors) {
        return readAt(file, vectors, CURRENT);
    }

    int write(FileDescriptor file, IoVectors vectors) {
        return writeAt(file, vectors, CURRENT);
    }

    /** Fills the buffers from {@code position} on, as far as the file goes; BADF when it is open for writing alone. */
    int readAt(FileDescriptor file, IoVectors vectors, long position) {
        if (!file.readable()) {
            throw ErrnoException.of(Errno.BADF);
        }
        OpenFile opened = file.opened();
        int total = 0;
        while (vectors.left() > 0) {
            WasiState.stopWhenInterrupted();
            int chunk = (int) Math.min(vectors.left(), WasiState.CHUNK);
            byte[] bytes = state.scratch(chunk);
            int count = position == CURRENT
                    ? opened.read(bytes, 0, chunk)
                    : opened.pread(bytes, 0, chunk, position + total);
            vectors.give(bytes, count);
            total += count;
            if (count < chunk) {
                break;
            }
        }
        return total;
    }

    /**
     * Writes all buffers; returns how many bytes went, fewer when an error came after the first. BADF when it is open for
     * reading alone.
     */
    int writeAt(FileDescriptor file, IoVectors vectors, long position) {
        if (!file.writable()) {
            throw ErrnoException.of(Errno.BADF);
        }
        int total = 0;
        while (vectors.left() > 0) {
            WasiState.stopWhenInterrupted();
            int chunk = (int) Math.min(vectors.left(), WasiState.CHUNK);
            byte[] bytes = state.scratch(chunk);
            vectors.take(bytes, chunk);
            int count =
                    writeChunk(file.opened(), bytes, chunk, position == CURRENT ? CURRENT : position + total, total);
            total += count;
            if (count < chunk) {
                break;
            }
        }
        return total;
    }

    /** One chunk; an error is not one when bytes went before it: the guest meets it at its next write. */
    private static int writeChunk(OpenFile file, byte[] bytes, int length, long position, int before) {
        try {
            return position == CURRENT ? file.write(bytes, 0, length) : file.pwrite(bytes, 0, length, position);
        } catch (ErrnoException e) {
            if (before == 0) {
                throw e;
            }
            return 0;
        }
    }
}
