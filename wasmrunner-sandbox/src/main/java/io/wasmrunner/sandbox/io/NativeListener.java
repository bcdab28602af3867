package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.net.InetSocketAddress;

/** A listening socket over a host descriptor, which is non-blocking itself; waiting is done here. */
final class NativeListener implements Listener {
    private final Descriptor descriptor;
    private final int port;
    private boolean nonBlocking;

    private NativeListener(int number) {
        this.descriptor = Descriptor.owned(number);
        this.port = NativeErrnos.check(NativeIo.localPort(number));
    }

    static NativeListener bind(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw ErrnoException.of(Errno.ADDRNOTAVAIL);
        }
        return new NativeListener(
                NativeErrnos.check(NativeIo.listen(address.getAddress().getAddress(), address.getPort())));
    }

    static NativeListener adopt(int descriptor) {
        return new NativeListener(descriptor);
    }

    @Override
    public StreamSocket accept() {
        int number = descriptor.number();
        while (true) {
            NativeStream.checkInterrupt();
            int accepted = NativeIo.accept(number, nonBlocking ? 0 : NativeStream.SLICE);
            if (accepted != NativeIo.AGAIN || nonBlocking) {
                return new NativeSocket(NativeErrnos.check(accepted));
            }
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
        return descriptor.number();
    }

    @Override
    public boolean readable() {
        return NativePoller.ready(descriptor.number(), true);
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
        descriptor.close();
    }
}
