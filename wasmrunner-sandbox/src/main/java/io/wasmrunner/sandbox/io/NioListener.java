package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** A listening socket over java.nio. */
final class NioListener implements Listener {
    private final ServerSocketChannel channel;
    private final NioWait wait;
    private final int port;
    private boolean nonBlocking;

    private NioListener(ServerSocketChannel channel) throws IOException {
        this.channel = channel;
        this.wait = new NioWait(channel, SelectionKey.OP_ACCEPT);
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    static NioListener bind(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw ErrnoException.of(Errno.ADDRNOTAVAIL);
        }
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(address);
                return new NioListener(channel);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }

    @Override
    public StreamSocket accept() {
        try {
            while (true) {
                wait.ready(SelectionKey.OP_ACCEPT, nonBlocking ? 0 : NativeStream.SLICE);
                SocketChannel accepted = channel.accept();
                if (accepted != null) {
                    return new NioSocket(accepted);
                }
                if (nonBlocking) {
                    throw ErrnoException.of(Errno.AGAIN);
                }
            }
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }

    @Override
    public void setNonBlocking(boolean nonBlocking) {
        this.nonBlocking = nonBlocking;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public boolean readable() {
        try {
            return wait.ready(SelectionKey.OP_ACCEPT, 0);
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
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
        try {
            wait.close();
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }
}
