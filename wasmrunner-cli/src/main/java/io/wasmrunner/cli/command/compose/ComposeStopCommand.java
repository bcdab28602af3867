package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.Timeouts;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Down;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner compose stop}. */
public final class ComposeStopCommand implements Command {

    @Override
    public String name() {
        return "compose stop";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Stop the containers of services";
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
        return List.of("wasmrunner compose stop", "wasmrunner compose stop -t 2 web");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Project project = ComposeFlags.project(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            new Down(project, containers, context::warn)
                    .stop(
                            ProjectServices.named(project, line.operands()),
                            Timeouts.of(line.value(ComposeFlags.TIMEOUT)));
            return 0;
        }
    }
}
