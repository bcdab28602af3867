package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.io.HostStream;

/** One of the three streams a guest starts with. */
record StandardDescriptor(String guestPath, HostStream stream, boolean input) implements Descriptor {
    /** C libraries take a character device for a terminal, so nothing else may be one; the rest is unknown, as in Wasmtime. */
    @Override
    public int fileType() {
        return stream.kind() == HostStream.Kind.TERMINAL ? FileTypes.CHARACTER_DEVICE : FileTypes.UNKNOWN;
    }

    @Override
    public long rights() {
        return input ? Rights.FD_READ : Rights.FD_WRITE;
    }

    /** Nothing: it belongs to the host, which may still have something to say on it. */
    @Override
    public void release() {}
}
