package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner rm}. */
public final class RmCommand implements Command {
    private static final Flag FORCE = Flag.toggle(
            "Also those that run: they are killed first. One that is not there is no error.", "-f", "--force");
    private static final Flag VOLUMES = Flag.toggle("Also their volumes that nobody named.", "-v", "--volumes");

    @Override
    public String name() {
        return "rm";
    }

    @Override
    public List<String> aliases() {
        return List.of("container rm", "container remove");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Remove containers";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORCE, VOLUMES);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner rm job", "wasmrunner rm -f $(wasmrunner ps -aq)");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        boolean force = line.has(FORCE);
        boolean volumes = line.has(VOLUMES);
        return Each.of(
                line.operands(),
                context,
                force,
                (containers, container) -> containers.remove(container.id(), force, volumes));
    }
}
