package io.wasmrunner.core.journal;

import io.wasmrunner.sandbox.fs.PrivateFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps processes, and the threads of this one, from doing something at the same time. The lock is an empty file's and goes
 * with the process, so that one which was killed holds nobody up. The file is nobody's to read: the system drops a lock
 * as soon as its process closes the file anywhere.
 */
public final class FileMutex implements AutoCloseable {
    /** The system's locks are a process's, not a thread's. None is held for long: one for all files will do. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final RandomAccessFile file;
    private final FileLock lock;

    private FileMutex(RandomAccessFile file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Waits for the lock. Makes the file and its folder, that one for its owner alone, when they are not there. A thread may
     * hold several, of different files.
     */
    public static FileMutex lock(Path path) throws IOException {
        THREADS.lock();
        RandomAccessFile file = null;
        FileLock lock = null;
        try {
            makeFolder(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            lock = file.getChannel().lock();
            return new FileMutex(file, lock);
        } finally {
            if (lock == null) {
                if (file != null) {
                    file.close();
                }
                THREADS.unlock();
            }
        }
    }

    private static void makeFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder != null) {
            PrivateFolder.make(folder);
        }
    }

    @Override
    public void close() throws IOException {
        try (RandomAccessFile _ = file) {
            lock.release();
        } finally {
            THREADS.unlock();
        }
    }
}
