package io.wasmrunner.registry.server.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.webserver.CloseConnectionException;
import io.wasmrunner.registry.server.connection.Connection;
import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The body of a request. What is read of it is no longer held; when it breaks off, so does the connection. */
final class Body extends BulkInputStream {
    private final InputStream in;

    Body(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Connection.taken();
        try {
            return in.read(bytes, offset, length);
        } catch (UncheckedIOException | CloseConnectionException | DataReader.InsufficientDataAvailableException e) {
            // Whoever waited too long was interrupted; what came so far must still get to the disk.
            Thread.interrupted();
            throw new CloseConnectionException("the client broke off", e);
        }
    }
}
