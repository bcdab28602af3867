package io.wasmrunner.registry.file;

import io.wasmrunner.registry.text.Fnv;
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
 * no file to delete while others wait for it. The bytes lie so far apart that two names do not share one: who holds one name
 * may wait for another.
 */
public final class NameLocks {
    private static final ConcurrentMap<Path, NameLocks> ALL = new ConcurrentHashMap<>();

    private final Path file;
    private final ConcurrentMap<Long, Turn> turns = new ConcurrentHashMap<>();
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
        long slot = slot(name);
        Turn turn = enter(slot);
        turn.threads.acquireUninterruptibly();
        FileLock lock = null;
        try {
            lock = channel().lock(slot, 1, false);
            return held(slot, turn, lock);
        } finally {
            if (lock == null) {
                leave(slot, turn);
            }
        }
    }

    /** Null when somebody else has it. */
    public @Nullable Held tryLock(String name) throws IOException {
        long slot = slot(name);
        Turn turn = enter(slot);
        if (!turn.threads.tryAcquire()) {
            forget(slot);
            return null;
        }
        FileLock lock = null;
        try {
            lock = channel().tryLock(slot, 1, false);
            return lock == null ? null : held(slot, turn, lock);
        } finally {
            if (lock == null) {
                leave(slot, turn);
            }
        }
    }

    private Held held(long slot, Turn turn, FileLock lock) {
        return () -> {
            try {
                lock.release();
            } finally {
                leave(slot, turn);
            }
        };
    }

    private Turn enter(long slot) {
        return turns.compute(slot, (_, turn) -> {
            Turn entered = turn == null ? new Turn() : turn;
            entered.users++;
            return entered;
        });
    }

    private void leave(long slot, Turn turn) {
        turn.threads.release();
        forget(slot);
    }

    private void forget(long slot) {
        turns.computeIfPresent(slot, (_, turn) -> --turn.users == 0 ? null : turn);
    }

    /** Without the sign: a place in a file of any length, which stays empty. */
    private static long slot(String name) {
        return Fnv.hash(name) & (Long.MAX_VALUE >> 1);
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

    /** Of the threads of this process; changed only inside {@code compute}, but for the semaphore. */
    private static final class Turn {
        private final Semaphore threads = new Semaphore(1);
        private int users;
    }
}
