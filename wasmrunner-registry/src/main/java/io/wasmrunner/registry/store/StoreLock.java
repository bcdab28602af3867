package io.wasmrunner.registry.store;

import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps whoever takes hold of blobs apart from whoever removes some, among the threads of this process and among processes.
 * Held for moments only. The system's lock is a process's, so there is one of these for each store in a process; it goes
 * with the process, so that one which was killed holds nobody up.
 */
final class StoreLock {
    private static final ConcurrentMap<Path, StoreLock> LOCKS = new ConcurrentHashMap<>();

    private final Path file;
    private final ReentrantReadWriteLock threads = new ReentrantReadWriteLock(true);
    private int sharers;
    private @Nullable FileChannel channel;
    private @Nullable FileLock lock;

    private StoreLock(Path file) {
        this.file = file;
    }

    static StoreLock of(Path file) {
        return LOCKS.computeIfAbsent(file.toAbsolutePath().normalize(), StoreLock::new);
    }

    /** Waits while somebody removes. */
    Held shared() throws IOException {
        threads.readLock().lock();
        boolean held = false;
        try {
            share();
            held = true;
            return this::unshare;
        } finally {
            if (!held) {
                threads.readLock().unlock();
            }
        }
    }

    /** Waits until nobody else holds it. */
    Held exclusive() throws IOException {
        threads.writeLock().lock();
        boolean held = false;
        try {
            FileLock whole = channel().lock();
            held = true;
            return () -> {
                try {
                    whole.release();
                } finally {
                    threads.writeLock().unlock();
                }
            };
        } finally {
            if (!held) {
                threads.writeLock().unlock();
            }
        }
    }

    private synchronized void share() throws IOException {
        if (sharers == 0) {
            lock = channel().lock(0, Long.MAX_VALUE, true);
        }
        sharers++;
    }

    private void unshare() throws IOException {
        try {
            synchronized (this) {
                sharers--;
                if (sharers == 0 && lock != null) {
                    lock.release();
                    lock = null;
                }
            }
        } finally {
            threads.readLock().unlock();
        }
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            Path folder = file.toAbsolutePath().getParent();
            PrivateFolders.make(folder);
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }
}
