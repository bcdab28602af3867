package io.wasmrunner.sandbox.io;

/** A listening stream socket that was bound before the guest started. */
public interface Listener extends AutoCloseable, Pollable {

    /** Waits for a connection; AGAIN at once when there is none and non-blocking is on. */
    StreamSocket accept();

    void setNonBlocking(boolean nonBlocking);

    /** The port it is bound to, 1 to 65535. */
    int port();

    @Override
    void close();
}
