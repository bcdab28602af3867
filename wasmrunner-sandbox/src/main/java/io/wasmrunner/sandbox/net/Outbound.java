package io.wasmrunner.sandbox.net;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.StreamSocket;
import java.util.List;

/** Makes a guest's connections. What no rule allows is a refusal with ACCES. */
public interface Outbound extends AutoCloseable {
    /** Allows nothing. */
    Outbound NONE = new Outbound() {
        @Override
        public List<byte[]> resolve(byte[] name, int family) {
            throw none();
        }

        @Override
        public StreamSocket connect(byte[] address, int port) {
            throw none();
        }

        private ErrnoException none() {
            return ErrnoException.refused(Errno.ACCES, "the guest has no network (--allow-host gives it some)");
        }

        @Override
        public void close() {
            // There is nothing open.
        }
    };

    /**
     * The addresses of a name, of 4 or 16 bytes each, 16 at most.
     *
     * @param name as the guest wrote it
     * @param family 4, 6 or 0 for both
     * @throws ErrnoException NOENT when there is no such name, AGAIN when nobody answers
     */
    List<byte[]> resolve(byte[] name, int family);

    /**
     * A socket that may still be connecting.
     *
     * @param address 4 or 16 bytes
     * @param port 0 to 65535
     * @throws ErrnoException MFILE when too many are open, or why it cannot connect
     */
    StreamSocket connect(byte[] address, int port);

    @Override
    void close();
}
