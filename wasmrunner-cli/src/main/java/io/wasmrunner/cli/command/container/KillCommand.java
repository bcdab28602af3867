package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Signal;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner kill}. */
public final class KillCommand implements Command {
    private static final Flag SIGNAL = Flag.value(
            "signal", "By name or number. Default KILL; a guest hears none, but ends of most.", "-s", "--signal");

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public List<String> aliases() {
        return List.of("container kill");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Send a signal to the guests of containers";
    }

    @Override
    public List<Flag> flags() {
        return List.of(SIGNAL);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner kill api", "wasmrunner kill -s STOP api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Signal signal = line.value(SIGNAL).map(Signal::parse).orElse(Signal.KILL);
        return Each.of(line.operands(), context, (containers, container) -> containers.signal(container.id(), signal));
    }
}
