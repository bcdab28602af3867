package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Signal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code wasmrunner stop}. */
public final class StopCommand implements Command {
    private static final Flag SIGNAL = Flag.value(
            "signal", "What to send first, by name or number. Default: the container's own, TERM.", "-s", "--signal");
    private static final Flag TIME = Flag.value(
            "seconds",
            "How long it may take until it is killed. Default: the container's own, 10.",
            "-t",
            "--time",
            "--timeout");

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
        return List.of(SIGNAL, TIME);
    }

    @Override
    public Operands operands() {
        return new Operands("<container>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner stop api", "wasmrunner stop -t 2 $(wasmrunner ps -q)");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Optional<Signal> signal = line.value(SIGNAL).map(Signal::parse);
        OptionalLong timeout = Timeouts.of(line.value(TIME));
        return Each.of(
                line.operands(), context, (containers, container) -> containers.stop(container.id(), signal, timeout));
    }
}
