package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.io.StreamSocket;

/** A connection. */
final class SocketDescriptor implements Descriptor {
    private final StreamSocket socket;
    private int flags;

    SocketDescriptor(StreamSocket socket) {
        this.socket = socket;
    }

    StreamSocket socket() {
        return socket;
    }

    @Override
    public String guestPath() {
        return "connection";
    }

    @Override
    public int fileType() {
        return FileTypes.SOCKET_STREAM;
    }

    @Override
    public int flags() {
        return flags;
    }

    @Override
    public void setFlags(int value) {
        flags = Flags.known(value, FdFlags.NONBLOCK);
        socket.setNonBlocking(flags != 0);
    }

    @Override
    public long rights() {
        return Rights.SOCKET;
    }

    @Override
    public void release() {
        socket.close();
    }
}
