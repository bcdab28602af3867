package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner pause}. */
public final class PauseCommand implements Command {

    @Override
    public String name() {
        return "pause";
    }

    @Override
    public List<String> aliases() {
        return List.of("container pause");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Stop guests between two instructions, until unpause";
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
        return List.of("wasmrunner pause api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        return Each.of(line.operands(), context, (containers, container) -> containers.pause(container.id()));
    }
}
