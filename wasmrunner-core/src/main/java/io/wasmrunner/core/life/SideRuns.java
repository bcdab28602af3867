package io.wasmrunner.core.life;

import io.wasmrunner.registry.file.Held;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Guests that are at the files of a container beside its own: each holds a lock that others share. */
final class SideRuns {
    /** In the container's folder: a byte for those that users start, one for health checks. */
    private static final String FILE = "exec";

    private static final int USERS = 0;
    private static final int CHECKS = 1;

    private SideRuns() {}

    /**
     * Lets one in; waits while somebody looks at the files.
     *
     * @param folder the container's
     * @param check whether it is a health check, which does not last
     */
    static Held enter(Path folder, boolean check) throws IOException {
        FileChannel channel = open(folder);
        boolean entered = false;
        try {
            FileLock _ = channel.lock(check ? CHECKS : USERS, 1, true);
            entered = true;
            return channel::close;
        } finally {
            if (!entered) {
                channel.close();
            }
        }
    }

    /**
     * Keeps all out; health checks that run are waited for.
     *
     * @param name of the container
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when a user's is there
     */
    static Held keepOut(Path folder, String name) throws IOException {
        FileChannel channel = open(folder);
        boolean alone = false;
        try {
            if (tryLock(channel) == null) {
                throw new WasmrunnerException(
                        ErrorCode.CONFLICT,
                        "cannot look at the files of %s: a guest of wasmrunner exec works on them; wait for its end"
                                .formatted(name));
            }
            FileLock _ = channel.lock(CHECKS, 1, false);
            alone = true;
            return channel::close;
        } finally {
            if (!alone) {
                channel.close();
            }
        }
    }

    /** Whether none is there, at this moment. */
    static boolean none(Path folder) throws IOException {
        try (FileChannel channel = open(folder)) {
            return tryLock(channel) != null && channel.tryLock(CHECKS, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(USERS, 1, false);
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static FileChannel open(Path folder) throws IOException {
        return FileChannel.open(
                folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
}
