package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner diff}. */
public final class DiffCommand implements Command {

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public List<String> aliases() {
        return List.of("container diff");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "List what a container changed in its files";
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINER;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner diff api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        return Each.quietly(
                line.operands(),
                context,
                (containers, container) -> containers.trees().diff(container).forEach(context.out()::println));
    }
}
