package io.wasmrunner.registry.server.http;

import io.wasmrunner.registry.server.connection.Connection;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The body of a request. What is read of it is no longer held. */
final class Body extends FilterInputStream {
    Body(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        Connection.taken();
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Connection.taken();
        try {
            return in.read(bytes, offset, length);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
