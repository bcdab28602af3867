package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.io.Listener;
import io.wasmrunner.sandbox.io.Listeners;
import java.net.InetSocketAddress;

/** A listening socket of the host that a guest is given. */
public sealed interface HostListener {

    /**
     * Opens it.
     *
     * @throws io.wasmrunner.sandbox.ErrnoException ADDRINUSE, ADDRNOTAVAIL or ACCES when that cannot be
     */
    Listener open();

    /** For messages. */
    String name();

    /**
     * Bound by this process.
     *
     * @param flag the flag and value that ask for it, for messages
     */
    record Address(InetSocketAddress address, String flag) implements HostListener {
        @Override
        public Listener open() {
            return Listeners.tcp(address);
        }

        @Override
        public String name() {
            return address.getHostString() + ":" + address.getPort();
        }
    }

    /** Bound by whoever started this process. */
    record Inherited(int descriptor) implements HostListener {
        @Override
        public Listener open() {
            return Listeners.adopt(descriptor);
        }

        @Override
        public String name() {
            return "descriptor " + descriptor;
        }
    }
}
