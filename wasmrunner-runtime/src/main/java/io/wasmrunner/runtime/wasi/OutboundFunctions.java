package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.Endpoint;
import io.wasmrunner.sandbox.io.StreamSocket;

/**
 * {@code sock_open} and what goes with it: WasmEdge's extension of preview 1, in its first version, which the crate
 * wasmedge_wasi_socket calls. Addresses are given as {@code {pointer, length}} with 4 or 16 bytes.
 */
final class OutboundFunctions implements Family {
    private static final int INET4 = 1;
    private static final int INET6 = 2;
    private static final int ANY = 0;
    private static final int STREAM = 2;

    private final WasiState state;
    private final AddressLookup lookup;

    OutboundFunctions(WasiState state) {
        this.state = state;
        lookup = new AddressLookup(state);
    }

    @Override
    public void call(WasiFunction function, GuestMemory memory, long[] arguments) {
        switch (function) {
            case SOCK_OPEN -> open(memory, arguments);
            case SOCK_CONNECT -> connect(memory, arguments);
            case SOCK_GETADDRINFO -> lookup.call(memory, arguments);
            case SOCK_GETPEERADDR -> tell(memory, arguments, true);
            case SOCK_GETLOCALADDR -> tell(memory, arguments, false);
            case SOCK_GETSOCKOPT -> SocketOptions.get(memory, arguments, socket((int) arguments[0]));
            case SOCK_SETSOCKOPT -> SocketOptions.set(memory, arguments, socket((int) arguments[0]));
            case SOCK_BIND, SOCK_LISTEN -> {
                state.descriptor((int) arguments[0]);
                throw ErrnoException.refused(Errno.ACCES, "a guest gets its listeners from the host (-p)");
            }
            // Of datagrams; a stream has sock_recv and sock_send.
            case SOCK_RECV_FROM, SOCK_SEND_TO -> throw ErrnoException.of(Errno.NOTSUP);
            default -> throw new AssertionError(function);
        }
    }

    private void open(GuestMemory memory, long[] arguments) {
        long result = unsigned(arguments[2]);
        memory.check(result, Integer.BYTES);
        long family = unsigned(arguments[0]);
        if (family != INET4 && family != INET6) {
            throw ErrnoException.of(Errno.AFNOSUPPORT);
        }
        long type = unsigned(arguments[1]);
        if (type != STREAM && type != ANY) {
            throw ErrnoException.of(Errno.PROTONOSUPPORT);
        }
        state.descriptors().reserve();
        memory.putInt(result, state.descriptors().add(new SocketDescriptor()));
    }

    private SocketDescriptor socket(int fd) {
        if (state.descriptor(fd) instanceof SocketDescriptor socket) {
            return socket;
        }
        throw ErrnoException.of(Errno.NOTSOCK);
    }

    private void connect(GuestMemory memory, long[] arguments) {
        byte[] address = address(memory, unsigned(arguments[1]));
        long port = unsigned(arguments[2]);
        SocketDescriptor descriptor = socket((int) arguments[0]);
        if (port == 0 || port > 0xffff) {
            throw ErrnoException.of(Errno.INVAL);
        }
        state.touch(AddressText.of(address, (int) port));
        descriptor.connect(() -> state.config().network().connect(address, (int) port));
    }

    private static byte[] address(GuestMemory memory, long at) {
        long from = unsigned(memory.getInt(at));
        long length = unsigned(memory.getInt(at + Integer.BYTES));
        if (length != 4 && length != 16) {
            throw ErrnoException.of(Errno.INVAL);
        }
        byte[] address = new byte[(int) length];
        memory.read(from, address, 0, address.length);
        return address;
    }

    /** Address, kind of address (4 or 6: the first version has it so) and port. */
    private void tell(GuestMemory memory, long[] arguments, boolean peer) {
        long at = unsigned(arguments[1]);
        long to = unsigned(memory.getInt(at));
        long room = unsigned(memory.getInt(at + Integer.BYTES));
        long kindAt = unsigned(arguments[2]);
        long portAt = unsigned(arguments[3]);
        memory.check(kindAt, Integer.BYTES);
        memory.check(portAt, Integer.BYTES);
        StreamSocket connection = socket((int) arguments[0]).socket();
        Endpoint end = peer ? connection.peer() : connection.local();
        if (room < end.address().length) {
            throw ErrnoException.of(Errno.INVAL);
        }
        memory.write(to, end.address(), 0, end.address().length);
        memory.putInt(kindAt, end.address().length == 4 ? 4 : 6);
        memory.putInt(portAt, end.port());
    }
}
