package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.io.Listener;

/** A socket that connections come from. */
final class ListenerDescriptor implements Descriptor {
    private final Listener listener;
    private int flags;

    ListenerDescriptor(Listener listener) {
        this.listener = listener;
    }

    Listener listener() {
        return listener;
    }

    @Override
    public String guestPath() {
        return "port " + listener.port();
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
        listener.setNonBlocking(flags != 0);
    }

    @Override
    public long rights() {
        return Rights.LISTENER;
    }

    @Override
    public long inheritingRights() {
        return Rights.SOCKET;
    }

    @Override
    public void release() {
        listener.close();
    }
}
