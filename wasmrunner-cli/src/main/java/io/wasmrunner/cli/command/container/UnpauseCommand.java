package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner unpause}. */
public final class UnpauseCommand implements Command {

    @Override
    public String name() {
        return "unpause";
    }

    @Override
    public List<String> aliases() {
        return List.of("container unpause");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Let paused guests go on";
    }

    @Override
    public List<Flag> flags() {
        return List.of();
    }

    @Override
    public Operands operands() {
        return new Operands("<container>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner unpause api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        return Each.of(line.operands(), context, (containers, container) -> containers.unpause(container.id()));
    }
}
