package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;

/** A connection over java.nio, which cannot look at bytes without taking them: those looked at are kept here. */
final class NioSocket implements StreamSocket {
    private final SocketChannel channel;
    private final NioWait wait;
    private byte[] ahead = new byte[0];
    private boolean nonBlocking;

    NioSocket(SocketChannel channel) throws IOException {
        this.channel = channel;
        this.wait = new NioWait(channel, SelectionKey.OP_READ);
    }

    @Override
    public Kind kind() {
        return Kind.SOCKET;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return receive(into, offset, length, false, false);
    }

    @Override
    public int receive(byte[] into, int offset, int length, boolean peek, boolean waitAll) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int wanted = waitAll ? length : 1;
        while (ahead.length < wanted) {
            if (!fetch(length - ahead.length)) {
                break;
            }
        }
        int count = Math.min(length, ahead.length);
        System.arraycopy(ahead, 0, into, offset, count);
        if (!peek) {
            ahead = Arrays.copyOfRange(ahead, count, ahead.length);
        }
        return count;
    }

    /** Adds what has come to what is kept; no at the end of the stream. */
    private boolean fetch(int length) {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        try {
            while (true) {
                int count = channel.read(buffer);
                if (count < 0) {
                    return false;
                }
                if (count > 0) {
                    int kept = ahead.length;
                    ahead = Arrays.copyOf(ahead, kept + count);
                    buffer.flip().get(ahead, kept, count);
                    return true;
                }
                if (nonBlocking) {
                    throw ErrnoException.of(Errno.AGAIN);
                }
                wait.ready(SelectionKey.OP_READ, NativeStream.SLICE);
            }
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        if (length == 0) {
            return 0;
        }
        try {
            while (true) {
                int count = channel.write(ByteBuffer.wrap(from, offset, length));
                if (count > 0) {
                    return count;
                }
                if (nonBlocking) {
                    throw ErrnoException.of(Errno.AGAIN);
                }
                wait.ready(SelectionKey.OP_WRITE, NativeStream.SLICE);
            }
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }

    @Override
    public void shutdown(boolean reading, boolean writing) {
        if (!reading && !writing) {
            throw ErrnoException.of(Errno.INVAL);
        }
        try {
            if (reading) {
                channel.shutdownInput();
            }
            if (writing) {
                channel.shutdownOutput();
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
    public int descriptor() {
        return -1;
    }

    @Override
    public boolean readable() {
        return ahead.length > 0 || ready(SelectionKey.OP_READ);
    }

    @Override
    public boolean writable() {
        return ready(SelectionKey.OP_WRITE);
    }

    private boolean ready(int operation) {
        try {
            return wait.ready(operation, 0);
        } catch (IOException e) {
            throw NioWait.failure(e);
        }
    }

    @Override
    public long available() {
        return ahead.length;
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
