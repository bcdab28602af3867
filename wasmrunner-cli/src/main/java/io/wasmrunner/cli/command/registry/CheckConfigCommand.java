package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.config.ConfigFile;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner registry check-config}. */
public final class CheckConfigCommand implements Command {

    @Override
    public String name() {
        return "registry check-config";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Tell whether a registry's configuration is right";
    }

    @Override
    public Operands operands() {
        return new Operands("<file.toml>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner registry check-config registry.toml");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Path file = Path.of(line.operands().getFirst());
        RegistryConfig config = ConfigFile.read(file, context.state().root().resolve("registry"));
        context.out()
                .println(file + ": right; serves " + config.root() + " at "
                        + config.listen().host() + ":" + config.listen().port());
        return 0;
    }
}
