package io.wasmrunner.sandbox.io;

/** Something whose readiness can be waited for, see {@link Poller}. */
public interface Pollable {

    /** The host's descriptor, or -1 where there is none to ask the kernel about. */
    int descriptor();

    /** Whether a read would not wait, asked when {@link #descriptor} is -1. */
    boolean readable();

    /** Whether a write would not wait, asked when {@link #descriptor} is -1. */
    boolean writable();

    /** Bytes that can be read without waiting; 0 when not known. */
    long available();
}
