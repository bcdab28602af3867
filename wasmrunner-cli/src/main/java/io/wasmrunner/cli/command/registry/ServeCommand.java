package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner registry serve}. */
public final class ServeCommand implements Command {

    @Override
    public String name() {
        return "registry serve";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Serve a registry, until it is interrupted";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ServerFlags.CONFIG, ServerFlags.ADDR, ServerFlags.ROOT);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner registry serve",
                "wasmrunner registry serve --addr 127.0.0.1:5001 --root /srv/images",
                "wasmrunner registry serve --config registry.toml");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        RegistryConfig config = ServerFlags.config(line, context);
        try (Shutdown shutdown = new Shutdown();
                RegistryServer server = RegistryServer.start(config)) {
            context.out().println("serving " + config.root() + " at " + server.url());
            context.out().flush();
            shutdown.await();
        }
        return 0;
    }
}
