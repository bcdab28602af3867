package io.wasmrunner.core.journal;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that this process alone reads and writes until it is closed, as long as all go through here. The lock goes with
 * the process, so that one which was killed holds nobody up.
 */
public final class LockedFile implements AutoCloseable {
    /** The system's locks are a process's, not a thread's. Not held for long: one lock for all files will do. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final RandomAccessFile file;
    private final FileLock lock;

    private LockedFile(RandomAccessFile file, FileLock lock) {
        this.file = file;
        this.lock = lock;
    }

    /**
     * Opens the file, and waits until it has it to itself. Makes it and its folder, that one for its owner alone, when they
     * are not there.
     */
    public static LockedFile open(Path path) throws IOException {
        THREADS.lock();
        RandomAccessFile file = null;
        boolean done = false;
        try {
            makeFolder(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            FileLock lock = file.getChannel().lock();
            done = true;
            return new LockedFile(file, lock);
        } finally {
            if (!done) {
                closeQuietly(file);
                THREADS.unlock();
            }
        }
    }

    private static void makeFolder(Path path) throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        // Not by Files where it is there already: that would load more.
        if (folder != null && !new File(folder.toString()).isDirectory()) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable RandomAccessFile file) throws IOException {
        if (file != null) {
            file.close();
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
        try {
            lock.release();
            file.close();
        } finally {
            THREADS.unlock();
        }
    }
}
