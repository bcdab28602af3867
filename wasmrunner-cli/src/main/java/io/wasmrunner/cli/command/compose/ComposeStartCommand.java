package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner compose start}. */
public final class ComposeStartCommand implements Command {

    @Override
    public String name() {
        return "compose start";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Start the containers of services that are stopped";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and();
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose start", "wasmrunner compose start web");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        return ProjectServices.each(line, context, (containers, row) -> {
            if (row.status().isLive()) {
                return "";
            }
            containers.start(row.id());
            return "started";
        });
    }
}
