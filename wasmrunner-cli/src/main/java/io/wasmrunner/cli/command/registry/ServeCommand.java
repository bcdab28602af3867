package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.RegistryServer;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner registry serve}. */
public final class ServeCommand implements Command {
    private static final Flag ADDR = Flag.value(
            "host:port", "Where to listen. Default 127.0.0.1:5000; only this machine reaches that.", "--addr");
    private static final Flag ROOT =
            Flag.value("folder", "Where the images are kept. Default: registry in the state folder.", "--root");

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
        return List.of(ADDR, ROOT);
    }

    @Override
    public Operands operands() {
        return Operands.NONE;
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner registry serve", "wasmrunner registry serve --addr 127.0.0.1:5001 --root /srv/images");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        context.state().check();
        Path root = line.value(ROOT).map(Path::of).orElse(context.state().root().resolve("registry"));
        RegistryConfig config = RegistryConfig.of(root);
        if (line.value(ADDR).isPresent()) {
            config = config.withListen(ListenConfig.parse(line.value(ADDR).get()));
        }
        try (Shutdown shutdown = new Shutdown();
                RegistryServer server = RegistryServer.start(config)) {
            context.out().println("serving " + root + " at " + server.url());
            context.out().flush();
            shutdown.await();
        }
        return 0;
    }
}
