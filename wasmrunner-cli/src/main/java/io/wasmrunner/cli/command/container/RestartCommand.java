package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner restart}. */
public final class RestartCommand implements Command {

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public List<String> aliases() {
        return List.of("container restart");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "End the guests of containers, and start them again";
    }

    @Override
    public List<Flag> flags() {
        return StopFlags.all();
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner restart api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        StopFlags how = StopFlags.of(line);
        return Each.of(
                line.operands(),
                context,
                (containers, container) -> containers.restart(container.id(), how.signal(), how.timeout()));
    }
}
