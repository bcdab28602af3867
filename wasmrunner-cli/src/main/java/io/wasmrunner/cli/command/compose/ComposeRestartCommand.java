package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.Timeouts;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code wasmrunner compose restart}. */
public final class ComposeRestartCommand implements Command {

    @Override
    public String name() {
        return "compose restart";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Stop and start the containers of services";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(ComposeFlags.TIMEOUT);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose restart web");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        OptionalLong timeout = Timeouts.of(line.value(ComposeFlags.TIMEOUT));
        return ProjectServices.each(line, context, (containers, row) -> {
            containers.restart(row.id(), Optional.empty(), timeout);
            return "restarted";
        });
    }
}
