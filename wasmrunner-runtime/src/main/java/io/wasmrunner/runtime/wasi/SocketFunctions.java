package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.StreamSocket;

/** {@code sock_*}; NOTSOCK for all that is no socket. */
final class SocketFunctions implements Family {
    private static final int RECEIVE_PEEK = 1;
    private static final int RECEIVE_WAIT_ALL = 1 << 1;
    private static final int SHUT_READING = 1;
    private static final int SHUT_WRITING = 1 << 1;

    private final WasiState state;
    private final StreamTransfer streams;

    SocketFunctions(WasiState state) {
        this.state = state;
        streams = new StreamTransfer(state);
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        int fd = (int) arguments[0];
        switch (function) {
            case SOCK_ACCEPT -> accept(memory, fd, arguments[1], unsigned(arguments[2]));
            case SOCK_RECV -> receive(memory, fd, arguments);
            case SOCK_SEND -> send(memory, fd, arguments);
            case SOCK_SHUTDOWN -> {
                int how = Flags.known(arguments[1], SHUT_READING | SHUT_WRITING);
                StreamSocket socket = connection(fd);
                if (how == 0) {
                    throw ErrnoException.of(Errno.INVAL);
                }
                socket.shutdown((how & SHUT_READING) != 0, (how & SHUT_WRITING) != 0);
            }
            default -> throw new AssertionError(function);
        }
    }

    /** NOTCONN for a listener. */
    private StreamSocket connection(int fd) {
        Descriptor descriptor = state.descriptor(fd);
        if (descriptor instanceof SocketDescriptor socket) {
            return socket.socket();
        }
        throw ErrnoException.of(descriptor instanceof ListenerDescriptor ? Errno.NOTCONN : Errno.NOTSOCK);
    }

    private void accept(GuestMemory memory, int fd, long bits, long result) {
        memory.check(result, Integer.BYTES);
        int flags = Flags.known(bits, FdFlags.NONBLOCK);
        Descriptor descriptor = state.descriptor(fd);
        if (!(descriptor instanceof ListenerDescriptor listening)) {
            throw ErrnoException.of(descriptor instanceof SocketDescriptor ? Errno.INVAL : Errno.NOTSOCK);
        }
        state.descriptors().reserve();
        SocketDescriptor accepted;
        try {
            accepted = new SocketDescriptor(state.config().network().accept(listening.listener()));
        } catch (ErrnoException e) {
            state.descriptors().unreserve();
            throw e;
        }
        memory.putInt(result, state.descriptors().add(accepted));
        accepted.setFlags(flags);
    }

    private void receive(GuestMemory memory, int fd, long[] arguments) {
        long lengthAt = unsigned(arguments[4]);
        long flagsAt = unsigned(arguments[5]);
        memory.check(lengthAt, Integer.BYTES);
        memory.check(flagsAt, Short.BYTES);
        IoVectors vectors = new IoVectors(memory, unsigned(arguments[1]), unsigned(arguments[2]));
        int flags = Flags.known(arguments[3], RECEIVE_PEEK | RECEIVE_WAIT_ALL);
        StreamSocket socket = connection(fd);
        int count = streams.receive(socket, vectors, (flags & RECEIVE_PEEK) != 0, (flags & RECEIVE_WAIT_ALL) != 0);
        memory.putInt(lengthAt, state.config().meters().tally().bytesIn(count));
        // A stream cuts no message off.
        memory.putShort(flagsAt, 0);
    }

    private void send(GuestMemory memory, int fd, long[] arguments) {
        long result = unsigned(arguments[4]);
        memory.check(result, Integer.BYTES);
        IoVectors vectors = new IoVectors(memory, unsigned(arguments[1]), unsigned(arguments[2]));
        StreamSocket socket = connection(fd);
        if (unsigned(arguments[3]) != 0) {
            throw ErrnoException.of(Errno.NOTSUP);
        }
        int count = streams.write(socket, vectors);
        memory.putInt(result, state.config().meters().tally().bytesOut(count));
    }
}
