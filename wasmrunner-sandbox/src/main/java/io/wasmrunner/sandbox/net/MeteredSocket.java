package io.wasmrunner.sandbox.net;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.io.Endpoint;
import io.wasmrunner.sandbox.io.StreamSocket;
import org.jspecify.annotations.Nullable;

/** A connection that counts for its guest's network. */
final class MeteredSocket implements StreamSocket {
    private final Network network;
    private final StreamSocket socket;
    private boolean closed;

    MeteredSocket(Network network, StreamSocket socket) {
        this.network = network;
        this.socket = socket;
    }

    @Override
    public Kind kind() {
        return socket.kind();
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return network.count(socket.read(into, offset, network.allowed(length)));
    }

    @Override
    public int receive(byte[] into, int offset, int length, boolean peek, boolean waitAll) {
        int count = socket.receive(into, offset, network.allowed(length), peek, waitAll);
        // What is only looked at will be received once more.
        return peek ? count : network.count(count);
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        return network.count(socket.write(from, offset, network.allowed(length)));
    }

    @Override
    public void shutdown(boolean reading, boolean writing) {
        socket.shutdown(reading, writing);
    }

    @Override
    public void setNonBlocking(boolean nonBlocking) {
        socket.setNonBlocking(nonBlocking);
    }

    @Override
    public void awaitConnected() {
        socket.awaitConnected();
    }

    @Override
    public @Nullable Errno takeError() {
        return socket.takeError();
    }

    @Override
    public Endpoint local() {
        return socket.local();
    }

    @Override
    public Endpoint peer() {
        return socket.peer();
    }

    @Override
    public int descriptor() {
        return socket.descriptor();
    }

    @Override
    public boolean readable() {
        return socket.readable();
    }

    @Override
    public boolean writable() {
        return socket.writable();
    }

    @Override
    public long available() {
        return socket.available();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            network.closed();
        }
        socket.close();
    }
}
