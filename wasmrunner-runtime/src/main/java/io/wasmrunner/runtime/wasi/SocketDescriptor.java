package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.StreamSocket;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection, or a socket that is yet to become one. */
final class SocketDescriptor implements Descriptor {
    private @Nullable StreamSocket socket;
    private int flags;

    /** Not connected. */
    SocketDescriptor() {}

    SocketDescriptor(StreamSocket socket) {
        this.socket = socket;
    }

    /** NOTCONN before it is connected, or on its way there. */
    StreamSocket socket() {
        if (socket == null) {
            throw ErrnoException.of(Errno.NOTCONN);
        }
        return socket;
    }

    /** ISCONN when it is or was connected; INPROGRESS when it is non-blocking and not connected yet. */
    void connect(Supplier<StreamSocket> maker) {
        if (socket != null) {
            throw ErrnoException.of(Errno.ISCONN);
        }
        StreamSocket made = maker.get();
        socket = made;
        made.setNonBlocking(flags != 0);
        try {
            made.awaitConnected();
        } catch (ErrnoException e) {
            if (e.errno() != Errno.INPROGRESS) {
                socket = null;
                made.close();
            }
            throw e;
        }
    }

    /** What went wrong since it was last asked; null for nothing. */
    @Nullable
    Errno takeError() {
        return socket == null ? null : socket.takeError();
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
        if (socket != null) {
            socket.setNonBlocking(flags != 0);
        }
    }

    @Override
    public long rights() {
        return Rights.SOCKET;
    }

    @Override
    public void release() {
        if (socket != null) {
            socket.close();
        }
    }
}
