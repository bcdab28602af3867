package io.wasmrunner.registry.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Locks by name, among the threads of this process and among processes: one byte of a file for each name, so that there is
 * no file to delete while others wait for it. Two names may share a byte, which only makes one wait.
 */
public final class NameLocks {
    private static final ConcurrentMap<Path, NameLocks> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private final ConcurrentMap<Integer, Semaphore> threads = new ConcurrentHashMap<>();
    private @Nullable FileChannel channel;

    private NameLocks(Path file) {
        this.file = file;
    }

    /** One for each file in a process: closing the file anywhere would drop all its locks. */
    public static NameLocks of(Path file) {
        return ALL.computeIfAbsent(file.toAbsolutePath().normalize(), NameLocks::new);
    }

    /** Waits for the name. */
    public Held lock(String name) throws IOException {
        Semaphore turn = turn(name);
        turn.acquireUninterruptibly();
        FileLock lock = null;
        try {
            lock = channel().lock(slot(name), 1, false);
            return held(turn, lock);
        } finally {
            if (lock == null) {
                turn.release();
            }
        }
    }

    /** Null when somebody else has it. */
    public @Nullable Held tryLock(String name) throws IOException {
        Semaphore turn = turn(name);
        if (!turn.tryAcquire()) {
            return null;
        }
        FileLock lock = null;
        try {
            lock = channel().tryLock(slot(name), 1, false);
            return lock == null ? null : held(turn, lock);
        } finally {
            if (lock == null) {
                turn.release();
            }
        }
    }

    private static Held held(Semaphore turn, FileLock lock) {
        return () -> {
            try {
                lock.release();
            } finally {
                turn.release();
            }
        };
    }

    private Semaphore turn(String name) {
        return threads.computeIfAbsent(slot(name), _ -> new Semaphore(1));
    }

    private static int slot(String name) {
        return name.hashCode() & 0xffff;
    }

    private synchronized FileChannel channel() throws IOException {
        FileChannel open = channel;
        if (open == null) {
            PrivateFolders.make(file.toAbsolutePath().getParent());
            open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = open;
        }
        return open;
    }
}
