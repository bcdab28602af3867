package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.ContainerName;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner rename}. */
public final class RenameCommand implements Command {

    @Override
    public String name() {
        return "rename";
    }

    @Override
    public List<String> aliases() {
        return List.of("container rename");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Give a container another name";
    }

    @Override
    public Operands operands() {
        return new Operands("<container> <name>", 2, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner rename agile_turing api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        ContainerName name = ContainerName.parse(line.operands().get(1));
        return Each.quietly(
                line.operands().subList(0, 1),
                context,
                (containers, container) -> containers.rename(container.id(), name));
    }
}
