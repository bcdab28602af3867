package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner pause} and {@code wasmrunner unpause}. */
public record PauseCommand(String name, String summary, Each.Action action) implements Command {

    public static Command pause() {
        return new PauseCommand(
                "pause",
                "Stop guests between two instructions, until unpause",
                (containers, container) -> containers.pause(container.id()));
    }

    public static Command unpause() {
        return new PauseCommand(
                "unpause", "Let paused guests go on", (containers, container) -> containers.unpause(container.id()));
    }

    @Override
    public List<String> aliases() {
        return List.of("container " + name);
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner " + name + " api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        return Each.of(line.operands(), context, action);
    }
}
