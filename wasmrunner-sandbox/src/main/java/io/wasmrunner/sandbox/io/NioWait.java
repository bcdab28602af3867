package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Waits for one non-blocking channel, and gives java.nio's failures their errno. */
final class NioWait implements AutoCloseable {
    private final SelectableChannel channel;
    private final Selector selector;
    private final SelectionKey key;

    NioWait(SelectableChannel channel, int operations) throws IOException {
        channel.configureBlocking(false);
        this.channel = channel;
        this.selector = Selector.open();
        this.key = channel.register(selector, operations);
    }

    /** Whether the channel is ready, within {@code milliseconds} at the most; 0 only looks. */
    boolean ready(int operation, int milliseconds) throws IOException {
        NativeStream.checkInterrupt();
        if (!key.isValid()) {
            throw new ClosedChannelException();
        }
        key.interestOps(operation);
        selector.selectedKeys().clear();
        int ready = milliseconds == 0 ? selector.selectNow() : selector.select(milliseconds);
        return ready > 0;
    }

    static ErrnoException failure(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof BindException) {
            return ErrnoException.of(
                    text.contains("in use")
                            ? Errno.ADDRINUSE
                            : text.contains("denied") ? Errno.ACCES : Errno.ADDRNOTAVAIL);
        }
        if (failure instanceof ClosedChannelException) {
            return ErrnoException.of(Errno.BADF);
        }
        if (text.contains("Broken pipe")) {
            return ErrnoException.of(Errno.PIPE);
        }
        return ErrnoException.of(text.contains("reset") ? Errno.CONNRESET : Errno.IO);
    }

    @Override
    public void close() throws IOException {
        selector.close();
        channel.close();
    }
}
