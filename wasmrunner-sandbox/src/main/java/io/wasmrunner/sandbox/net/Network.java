package io.wasmrunner.sandbox.net;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.StreamSocket;
import java.util.List;

/**
 * All connections of one guest, accepted and made, beneath its limits. These are kept by this process: one that broke out of
 * Java would pass them by, but for the number of connections made, which the gate keeps too. Used by the guest's thread
 * alone.
 */
public final class Network implements AutoCloseable {
    private final Outbound outbound;
    private final long maxConnections;
    private final long maxBytes;
    private long connections;
    private long bytes;

    /**
     * A network with nothing open.
     *
     * @param maxConnections open at once; 0 for any number
     * @param maxBytes received and sent together; 0 for any number
     */
    public Network(Outbound outbound, long maxConnections, long maxBytes) {
        this.outbound = outbound;
        this.maxConnections = maxConnections;
        this.maxBytes = maxBytes;
    }

    /** Without a limit and without a way out. */
    public static Network none() {
        return new Network(Outbound.NONE, 0, 0);
    }

    /** As {@link Outbound#resolve}. */
    public List<byte[]> resolve(byte[] name, int family) {
        return outbound.resolve(name, family);
    }

    /** As {@link Outbound#connect}. */
    public StreamSocket connect(byte[] address, int port) {
        checkRoom();
        return opened(outbound.connect(address, port));
    }

    /** As {@link Listener#accept}; MFILE when too many connections are open. */
    public StreamSocket accept(Listener listener) {
        checkRoom();
        return opened(listener.accept());
    }

    private void checkRoom() {
        if (maxConnections != 0 && connections >= maxConnections) {
            throw ErrnoException.of(Errno.MFILE);
        }
    }

    private StreamSocket opened(StreamSocket socket) {
        connections++;
        return new MeteredSocket(this, socket);
    }

    void closed() {
        connections--;
    }

    /** How many of {@code wanted} bytes may still go through; DQUOT when none. */
    int allowed(int wanted) {
        if (maxBytes == 0 || wanted == 0) {
            return wanted;
        }
        if (bytes >= maxBytes) {
            throw ErrnoException.refused(
                    Errno.DQUOT, "the network limit of " + maxBytes + " bytes is reached (--max-network-bytes)");
        }
        return (int) Math.min(wanted, maxBytes - bytes);
    }

    int count(int moved) {
        bytes += moved;
        return moved;
    }

    @Override
    public void close() {
        outbound.close();
    }
}
