package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner stop}. */
public final class StopCommand implements Command {

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public List<String> aliases() {
        return List.of("container stop");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "End the guests of containers";
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
        return List.of("wasmrunner stop api", "wasmrunner stop -t 2 $(wasmrunner ps -q)");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        StopFlags how = StopFlags.of(line);
        return Each.of(
                line.operands(),
                context,
                (containers, container) -> containers.stop(container.id(), how.signal(), how.timeout()));
    }
}
