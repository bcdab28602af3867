package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** {@code sock_getsockopt} and {@code sock_setsockopt}, for the options that mean something or do no harm. */
final class SocketOptions {
    private static final long SOL_SOCKET = 0;

    private static final int REUSEADDR = 0;
    private static final int TYPE = 1;
    private static final int ERROR = 2;
    private static final int SNDBUF = 5;
    private static final int RCVBUF = 6;
    private static final int KEEPALIVE = 7;
    private static final int ACCEPTCONN = 13;

    private static final int STREAM = 2;

    private SocketOptions() {}

    static void get(GuestMemory memory, long[] arguments, SocketDescriptor socket) {
        long to = unsigned(arguments[3]);
        long sizeAt = unsigned(arguments[4]);
        memory.check(to, Integer.BYTES);
        if (unsigned(memory.getInt(sizeAt)) < Integer.BYTES) {
            throw ErrnoException.of(Errno.INVAL);
        }
        int value = switch (name(arguments)) {
            case TYPE -> STREAM;
            case ERROR -> error(socket);
            case ACCEPTCONN -> 0;
            default -> throw ErrnoException.of(Errno.NOPROTOOPT);
        };
        memory.putInt(to, value);
        memory.putInt(sizeAt, Integer.BYTES);
    }

    private static int error(SocketDescriptor socket) {
        Errno error = socket.takeError();
        return error == null ? ErrnoNumbers.SUCCESS : ErrnoNumbers.of(error);
    }

    /** Hints are taken and not followed. A time limit that would not be kept is refused, as are all others. */
    static void set(GuestMemory memory, long[] arguments, SocketDescriptor socket) {
        memory.check(unsigned(arguments[3]), unsigned(arguments[4]));
        switch (name(arguments)) {
            case REUSEADDR, SNDBUF, RCVBUF, KEEPALIVE -> socket.flags();
            default -> throw ErrnoException.of(Errno.NOPROTOOPT);
        }
    }

    private static int name(long[] arguments) {
        if (unsigned(arguments[1]) != SOL_SOCKET) {
            throw ErrnoException.of(Errno.NOPROTOOPT);
        }
        return (int) arguments[2];
    }
}
