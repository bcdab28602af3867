package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** What is known of an open descriptor, and what of it can be changed. */
final class AttributeFunctions implements Family {
    private static final int FDSTAT_SIZE = 24;
    private static final int LAST_ADVICE = 5;

    private final WasiState state;
    private final Stats stats;

    AttributeFunctions(WasiState state, Snapshot snapshot) {
        this.state = state;
        stats = new Stats(snapshot);
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        int fd = (int) arguments[0];
        switch (function) {
            case FD_FDSTAT_GET -> putFdstat(memory, state.descriptor(fd), unsigned(arguments[1]));
            case FD_FDSTAT_SET_FLAGS -> state.descriptor(fd).setFlags(Flags.known(arguments[1], FdFlags.ALL));
            case FD_FDSTAT_SET_RIGHTS -> {
                state.descriptor(fd).opened();
                throw ErrnoException.of(Errno.NOTSUP);
            }
            case FD_FILESTAT_GET -> putFilestat(memory, state.descriptor(fd), unsigned(arguments[1]));
            case FD_FILESTAT_SET_SIZE -> {
                notNegative(arguments[1]);
                toWrite(fd).opened().setSize(arguments[1]);
            }
            case FD_FILESTAT_SET_TIMES ->
                state.descriptor(fd)
                        .opened()
                        .setTimes(TimeChanges.of(arguments[1], arguments[2], unsigned(arguments[3])));
            case FD_ADVISE -> {
                // Advice may be ignored, and is: the host's cache is shared with others.
                if (unsigned(arguments[3]) > LAST_ADVICE) {
                    throw ErrnoException.of(Errno.INVAL);
                }
                state.file(fd);
                notNegative(arguments[1]);
                notNegative(arguments[2]);
            }
            case FD_ALLOCATE -> allocate(fd, arguments[1], arguments[2]);
            case FD_SYNC -> state.file(fd).opened().sync(false);
            case FD_DATASYNC -> state.file(fd).opened().sync(true);
            default -> throw new AssertionError(function);
        }
    }

    private static void notNegative(long value) {
        if (value < 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
    }

    /** INVAL, as {@code ftruncate} says it, when it was not opened for writing. */
    private FileDescriptor toWrite(int fd) {
        FileDescriptor file = state.file(fd);
        if (!file.writable()) {
            throw ErrnoException.of(Errno.INVAL);
        }
        return file;
    }

    private void allocate(int fd, long offset, long length) {
        FileDescriptor file = state.file(fd);
        if (!file.writable()) {
            throw ErrnoException.of(Errno.BADF);
        }
        if (offset < 0 || length <= 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        if (offset > Long.MAX_VALUE - length) {
            throw ErrnoException.of(Errno.FBIG);
        }
        file.opened().allocate(offset, length);
    }

    private void putFilestat(GuestMemory memory, Descriptor descriptor, long result) {
        memory.check(result, stats.size());
        if (descriptor instanceof FileDescriptor || descriptor instanceof DirDescriptor) {
            stats.put(memory, result, descriptor.opened().stat());
        } else {
            stats.put(memory, result, descriptor.fileType());
        }
    }

    private static void putFdstat(GuestMemory memory, Descriptor descriptor, long result) {
        memory.check(result, FDSTAT_SIZE);
        memory.putLong(result, descriptor.fileType() | (long) descriptor.flags() << 16);
        memory.putLong(result + 8, descriptor.rights());
        memory.putLong(result + 16, descriptor.inheritingRights());
    }
}
