package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.fs.OpenFile;
import io.wasmrunner.sandbox.fs.OpenRequest;
import io.wasmrunner.sandbox.fs.Opened;

/** {@code path_open}. */
final class PathOpen {
    private final WasiState state;

    PathOpen(WasiState state) {
        this.state = state;
    }

    void open(GuestMemory memory, long[] arguments) {
        String path = GuestPaths.read(memory, unsigned(arguments[2]), unsigned(arguments[3]));
        long result = unsigned(arguments[8]);
        memory.check(result, Integer.BYTES);
        int flags = Flags.known(arguments[7], FdFlags.ALL);
        OpenRequest request = request(arguments[1], arguments[4], arguments[5], flags);
        DirDescriptor dir = directory((int) arguments[0]);
        state.touch(dir, path);
        state.descriptors().reserve();
        Opened opened;
        try {
            opened = dir.opened().open(path, request);
        } catch (ErrnoException e) {
            state.descriptors().unreserve();
            throw e;
        }
        memory.putInt(
                result,
                state.descriptors().add(describe(GuestPaths.join(dir.guestPath(), path), opened, request, flags)));
    }

    private DirDescriptor directory(int fd) {
        Descriptor descriptor = state.descriptor(fd);
        if (descriptor instanceof DirDescriptor dir) {
            return dir;
        }
        throw ErrnoException.of(descriptor instanceof FileDescriptor ? Errno.NOTDIR : Errno.BADF);
    }

    private static Descriptor describe(String guestPath, Opened opened, OpenRequest request, int flags) {
        if (opened instanceof OpenFile file) {
            return new FileDescriptor(guestPath, file, request.read(), request.write(), flags);
        }
        return new DirDescriptor(guestPath, (Directory) opened, false);
    }

    /** Without the right to write it is opened for reading, even when that was not asked for: some mode there must be. */
    private static OpenRequest request(long lookupBits, long openBits, long rights, int flags) {
        boolean follow = Flags.known(lookupBits, OpenFlags.SYMLINK_FOLLOW) != 0;
        int open = Flags.known(openBits, OpenFlags.ALL);
        boolean directory = (open & OpenFlags.DIRECTORY) != 0;
        if (directory && open != OpenFlags.DIRECTORY) {
            throw ErrnoException.of(Errno.INVAL);
        }
        boolean write = (rights & Rights.FD_WRITE) != 0;
        return new OpenRequest(
                !write || (rights & Rights.FD_READ) != 0,
                write,
                (open & OpenFlags.CREATE) != 0,
                (open & OpenFlags.EXCLUSIVE) != 0,
                (open & OpenFlags.TRUNCATE) != 0,
                directory,
                follow,
                (flags & FdFlags.APPEND) != 0,
                (flags & FdFlags.ANY_SYNC) != 0);
    }
}
