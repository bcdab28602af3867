package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.OpenFile;
import io.wasmrunner.sandbox.quota.Tally;

/** Bytes in and out of descriptors, and the offset they move at. */
final class TransferFunctions implements Family {
    private static final OpenFile.Whence[] WHENCE = {OpenFile.Whence.SET, OpenFile.Whence.CURRENT, OpenFile.Whence.END};
    private static final OpenFile.Whence[] WHENCE_UNSTABLE = {
        OpenFile.Whence.CURRENT, OpenFile.Whence.END, OpenFile.Whence.SET
    };

    private final WasiState state;
    private final OpenFile.Whence[] whences;
    private final Tally tally;
    private final StreamTransfer streams;
    private final FileTransfer files;

    TransferFunctions(WasiState state, Snapshot snapshot) {
        this.state = state;
        whences = snapshot == Snapshot.UNSTABLE ? WHENCE_UNSTABLE : WHENCE;
        tally = state.config().meters().tally();
        streams = new StreamTransfer(state);
        files = new FileTransfer(state);
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        int fd = (int) arguments[0];
        switch (function) {
            case FD_READ -> {
                long result = unsigned(arguments[3]);
                memory.putInt(result, tally.bytesIn(read(state.descriptor(fd), vectors(memory, arguments, result))));
            }
            case FD_WRITE -> {
                long result = unsigned(arguments[3]);
                memory.putInt(result, tally.bytesOut(write(state.descriptor(fd), vectors(memory, arguments, result))));
            }
            case FD_PREAD -> {
                long result = unsigned(arguments[4]);
                FileDescriptor file = seekable(fd, true);
                int count = files.readAt(file, vectors(memory, arguments, result), position(arguments[3]));
                memory.putInt(result, tally.bytesIn(count));
            }
            case FD_PWRITE -> {
                long result = unsigned(arguments[4]);
                FileDescriptor file = seekable(fd, false);
                int count = files.writeAt(file, vectors(memory, arguments, result), position(arguments[3]));
                memory.putInt(result, tally.bytesOut(count));
            }
            case FD_SEEK -> seek(memory, fd, arguments[1], unsigned(arguments[2]), unsigned(arguments[3]));
            case FD_TELL -> {
                long result = unsigned(arguments[1]);
                memory.check(result, Long.BYTES);
                memory.putLong(result, seekable(fd).opened().seek(0, OpenFile.Whence.CURRENT));
            }
            default -> throw new AssertionError(function);
        }
    }

    private static IoVectors vectors(GuestMemory memory, long[] arguments, long result) {
        memory.check(result, Integer.BYTES);
        return new IoVectors(memory, unsigned(arguments[1]), unsigned(arguments[2]));
    }

    private static long position(long offset) {
        if (offset < 0) {
            throw ErrnoException.of(Errno.INVAL);
        }
        return offset;
    }

    private int read(Descriptor descriptor, IoVectors vectors) {
        if (descriptor instanceof StandardDescriptor standard && standard.input()) {
            return streams.read(standard.stream(), vectors);
        }
        if (descriptor instanceof FileDescriptor file) {
            return files.read(file, vectors);
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return streams.read(socket.socket(), vectors);
        }
        throw ErrnoException.of(Errno.BADF);
    }

    private int write(Descriptor descriptor, IoVectors vectors) {
        if (descriptor instanceof StandardDescriptor standard && !standard.input()) {
            return streams.writeOutput(standard.stream(), vectors);
        }
        if (descriptor instanceof FileDescriptor file) {
            return files.write(file, vectors);
        }
        if (descriptor instanceof SocketDescriptor socket) {
            return streams.write(socket.socket(), vectors);
        }
        throw ErrnoException.of(Errno.BADF);
    }

    /** SPIPE for a stream, BADF for a directory. */
    private FileDescriptor seekable(int fd) {
        Descriptor descriptor = state.descriptor(fd);
        if (descriptor instanceof FileDescriptor file) {
            return file;
        }
        throw ErrnoException.of(descriptor instanceof DirDescriptor ? Errno.BADF : Errno.SPIPE);
    }

    /** The same, but a standard stream that goes the other way is BADF before it is SPIPE. */
    private FileDescriptor seekable(int fd, boolean reading) {
        if (state.descriptor(fd) instanceof StandardDescriptor standard && standard.input() != reading) {
            throw ErrnoException.of(Errno.BADF);
        }
        return seekable(fd);
    }

    private void seek(GuestMemory memory, int fd, long offset, long whence, long result) {
        memory.check(result, Long.BYTES);
        if (whence >= whences.length) {
            throw ErrnoException.of(Errno.INVAL);
        }
        memory.putLong(result, seekable(fd).opened().seek(offset, whences[(int) whence]));
    }
}
