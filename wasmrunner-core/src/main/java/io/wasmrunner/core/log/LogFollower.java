package io.wasmrunner.core.log;

import io.wasmrunner.core.journal.FolderWatch;
import io.wasmrunner.core.journal.RotatedRecords;
import io.wasmrunner.sandbox.shim.ShimLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A container's log, from what is there to what its shim writes until it is gone. */
public final class LogFollower implements AutoCloseable {
    private final Path folder;
    private final RotatedRecords<LogRecord> log;
    private final @Nullable FolderWatch watch;

    private LogFollower(Path folder, RotatedRecords<LogRecord> log, @Nullable FolderWatch watch) {
        this.folder = folder;
        this.log = log;
        this.watch = watch;
    }

    /** Somebody who is given what was written. */
    public interface Reader {
        void take(LogRecord entry);

        /** There is no more at present; whether anybody wants what may still come. */
        boolean rest();
    }

    /**
     * Opens one.
     *
     * @param folder the container's
     * @param file the one that is written to, which need not be there yet
     * @param follow whether to go on with what is written while it is read
     * @param warnings hears of what is damaged or missing
     */
    public static LogFollower open(Path folder, Path file, boolean follow, Consumer<String> warnings)
            throws IOException {
        FolderWatch watch = follow ? FolderWatch.of(file.resolveSibling(""), folder) : null;
        try {
            return new LogFollower(folder, ContainerLog.open(file, warnings), watch);
        } catch (IOException e) {
            if (watch != null) {
                watch.close();
            }
            throw e;
        }
    }

    /** Leaves out all there is now but the last so many records; to be called before reading. */
    public void keepLast(long most) throws IOException {
        log.keepLast(most);
    }

    /** Gives it all that is there, and what comes until the shim is gone, nobody wants more, or that time has passed. */
    public void read(Instant until, Reader reader) throws IOException, InterruptedException {
        while (true) {
            // Asked first: what a shim wrote before it was gone is then still to be read.
            boolean mayGrow =
                    watch != null && ShimLock.isAlive(folder) && !Instant.now().isAfter(until);
            for (Optional<LogRecord> next = log.next(); next.isPresent(); next = log.next()) {
                if (next.get().time().isAfter(until)) {
                    reader.rest();
                    return;
                }
                reader.take(next.get());
            }
            if (!reader.rest() || !mayGrow) {
                return;
            }
            watch.await();
        }
    }

    @Override
    public void close() throws IOException {
        try (watch) {
            log.close();
        }
    }
}
