package io.wasmrunner.registry.file;

import java.io.IOException;

/** A lock that somebody has, until it is closed. */
public interface Held extends AutoCloseable {
    @Override
    void close() throws IOException;
}
