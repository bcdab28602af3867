package io.wasmrunner.cli.process;

import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A registry on a port of loopback, as long as it is open. */
final class TestRegistry implements AutoCloseable {
    private final RegistryServer server;

    private TestRegistry(RegistryServer server) {
        this.server = server;
    }

    static TestRegistry start(Path root) throws IOException {
        return new TestRegistry(
                RegistryServer.start(RegistryConfig.of(root).withListen(new ListenConfig("127.0.0.1", 0))));
    }

    /** A name in it. */
    String name(String repositoryAndTag) {
        return "127.0.0.1:" + server.port() + "/" + repositoryAndTag;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
