package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.net.InetSocketAddress;

/** Binds the listeners that a guest is handed. */
public final class Listeners {
    private Listeners() {}

    /**
     * Binds and listens; an address still waiting out its last connection may be taken again (SO_REUSEADDR).
     *
     * @param address resolved; port 0 lets the host choose one
     * @throws ErrnoException ADDRINUSE, ADDRNOTAVAIL or ACCES
     */
    public static Listener tcp(InetSocketAddress address) {
        return NativeLibrary.available() ? NativeListener.bind(address) : NioListener.bind(address);
    }

    /**
     * Takes over a socket that listens already.
     *
     * @param descriptor a host descriptor; closed with the listener
     */
    public static Listener adopt(int descriptor) {
        return NativeListener.adopt(descriptor);
    }
}
