package io.wasmrunner.registry.kill;

import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;

/** A process that serves a registry until it is killed. */
final class ServerWorker {
    private ServerWorker() {}

    public static void main(String[] arguments) throws IOException {
        RegistryConfig config = RegistryConfig.of(Path.of(arguments[0]));
        try (RegistryServer server = RegistryServer.start(
                config.withListen(new ListenConfig("127.0.0.1", Integer.parseInt(arguments[1]))))) {
            System.out.println(server.port());
            System.out.flush();
            int _ = System.in.read();
        }
    }
}
