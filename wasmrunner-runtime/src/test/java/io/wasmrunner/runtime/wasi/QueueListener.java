package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.StreamSocket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A listener whose connections are all there from the start. */
final class QueueListener implements Listener {
    private final Deque<MemoryStream> waiting;
    private boolean closed;

    QueueListener(MemoryStream... connections) {
        waiting = new ArrayDeque<>(List.of(connections));
    }

    boolean closed() {
        return closed;
    }

    @Override
    public StreamSocket accept() {
        if (waiting.isEmpty()) {
            throw ErrnoException.of(Errno.AGAIN);
        }
        return waiting.remove();
    }

    @Override
    public void setNonBlocking(boolean nonBlocking) {}

    @Override
    public int port() {
        return 8080;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public boolean readable() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean writable() {
        return false;
    }

    @Override
    public long available() {
        return 0;
    }

    @Override
    public void close() {
        closed = true;
    }
}
