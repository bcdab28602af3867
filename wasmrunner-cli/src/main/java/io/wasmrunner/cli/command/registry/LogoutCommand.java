package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Registries;
import io.wasmrunner.registry.client.config.ClientConfig;
import java.util.List;

/** {@code wasmrunner logout}. */
public final class LogoutCommand implements Command {

    @Override
    public String name() {
        return "logout";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Forget what is kept for a registry";
    }

    @Override
    public Operands operands() {
        return new Operands("[registry]", 0, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner logout localhost:5000");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        ClientConfig config = Registries.config(context.state());
        String registry = line.operands().isEmpty()
                ? config.defaultRegistry()
                : Registries.host(line.operands().getFirst());
        boolean erased = Registries.credentials(context.environment()).erase(registry);
        context.out().println(erased ? "Removed the login of " + registry : "Not logged in to " + registry);
        return 0;
    }
}
