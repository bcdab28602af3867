package io.wasmrunner.sandbox.io;

/** Takes over connections that somebody else made. */
public final class Sockets {
    private Sockets() {}

    /**
     * A connection, or one that is being made.
     *
     * @param descriptor of a non-blocking stream socket of the host; closed with the connection
     */
    public static StreamSocket adopt(int descriptor) {
        return new NativeSocket(descriptor);
    }
}
