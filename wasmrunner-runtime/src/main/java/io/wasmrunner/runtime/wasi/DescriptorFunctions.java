package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The descriptor table and what its directories hold: close, renumber, prestat, readdir. */
final class DescriptorFunctions implements Family {
    private static final int PRESTAT_SIZE = 8;
    private static final int PREOPEN_DIRECTORY = 0;
    private static final int PREOPEN_OTHER = 1;

    private final WasiState state;

    DescriptorFunctions(WasiState state) {
        this.state = state;
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        int fd = (int) arguments[0];
        switch (function) {
            case FD_CLOSE -> release(state.descriptors().remove(fd));
            case FD_RENUMBER -> release(state.descriptors().renumber(fd, (int) arguments[1]));
            case FD_PRESTAT_GET -> putPrestat(memory, fd, unsigned(arguments[1]));
            case FD_PRESTAT_DIR_NAME -> putName(memory, fd, unsigned(arguments[1]), unsigned(arguments[2]));
            case FD_READDIR ->
                new DirectoryReader(state)
                        .read(
                                memory,
                                state.dir(fd),
                                unsigned(arguments[1]),
                                unsigned(arguments[2]),
                                arguments[3],
                                unsigned(arguments[4]));
            default -> throw new AssertionError(function);
        }
    }

    private void release(@Nullable Descriptor descriptor) {
        if (descriptor instanceof DirDescriptor dir) {
            state.listings().forget(dir);
        }
        if (descriptor != null) {
            descriptor.release();
        }
    }

    private void putPrestat(GuestMemory memory, int fd, long result) {
        memory.check(result, PRESTAT_SIZE);
        Descriptor descriptor = state.descriptor(fd);
        if (descriptor instanceof DirDescriptor dir && dir.preopened()) {
            memory.putInt(result, PREOPEN_DIRECTORY);
            memory.putInt(result + 4, name(dir).length);
        } else if (descriptor instanceof ListenerDescriptor) {
            // C libraries stop looking for directories at the first BADF, and listeners come before the directories: a
            // kind of pre-opened thing they do not know lets them look on.
            memory.putInt(result, PREOPEN_OTHER);
            memory.putInt(result + 4, 0);
        } else {
            throw ErrnoException.of(Errno.BADF);
        }
    }

    private void putName(GuestMemory memory, int fd, long address, long length) {
        memory.check(address, length);
        if (!(state.descriptor(fd) instanceof DirDescriptor dir && dir.preopened())) {
            throw ErrnoException.of(Errno.NOTDIR);
        }
        byte[] name = name(dir);
        if (name.length > length) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        memory.write(address, name, 0, name.length);
    }

    private static byte[] name(DirDescriptor dir) {
        return dir.guestPath().getBytes(StandardCharsets.UTF_8);
    }
}
