package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner stop} and {@code wasmrunner restart}. */
public record StopCommand(String name, String summary, List<String> examples, Action action) implements Command {

    /** Something that begins with the end of a guest. */
    interface Action {
        void act(Containers containers, ContainerId id, StopFlags how) throws IOException;
    }

    public static Command stop() {
        return new StopCommand(
                "stop",
                "End the guests of containers",
                List.of("wasmrunner stop api", "wasmrunner stop -t 2 $(wasmrunner ps -q)"),
                (containers, id, how) -> containers.stop(id, how.signal(), how.timeout()));
    }

    public static Command restart() {
        return new StopCommand(
                "restart",
                "End the guests of containers, and start them again",
                List.of("wasmrunner restart api"),
                (containers, id, how) -> containers.restart(id, how.signal(), how.timeout()));
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
    public List<Flag> flags() {
        return StopFlags.all();
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        StopFlags how = StopFlags.of(line);
        return Each.of(
                line.operands(), context, (containers, container) -> action.act(containers, container.id(), how));
    }
}
