package io.wasmrunner.core.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file that is this one's alone to write until it is closed, as long as all writers go through here; others may read
 * it. The lock is that of a file beside it, {@code <name>.lock}.
 */
public final class LockedFile implements AutoCloseable {
    private final FileMutex mutex;
    private final RandomAccessFile file;

    private LockedFile(FileMutex mutex, RandomAccessFile file) {
        this.mutex = mutex;
        this.file = file;
    }

    /** Waits for the lock and opens the file. Makes what is not there, the folder for its owner alone. */
    public static LockedFile open(Path path) throws IOException {
        FileMutex mutex =
                FileMutex.lock(path.resolveSibling(path.getFileName().toString().concat(".lock")));
        RandomAccessFile file = null;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
            return new LockedFile(mutex, file);
        } finally {
            if (file == null) {
                mutex.close();
            }
        }
    }

    public RandomAccessFile file() {
        return file;
    }

    /** Adds bytes at the end, all of them or, when that fails, none. */
    public void append(byte[] bytes) throws IOException {
        long end = file.length();
        file.seek(end);
        try {
            file.write(bytes);
        } catch (IOException e) {
            // The disk is full: half a line would spoil the next one.
            file.setLength(end);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (FileMutex _ = mutex) {
            file.close();
        }
    }
}
