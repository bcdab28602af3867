package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.Timeouts;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Down;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner compose down}. */
public final class ComposeDownCommand implements Command {
    private static final Flag ORPHANS = Flag.toggle("Also containers of services that are gone.", "--remove-orphans");
    private static final Flag VOLUMES =
            Flag.toggle("Also the volumes, with what is in them; external ones stay.", "-v", "--volumes");

    @Override
    public String name() {
        return "compose down";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Stop and remove what compose up has made";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(ORPHANS, VOLUMES, ComposeFlags.TIMEOUT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose down", "wasmrunner compose down -v");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Project project = ComposeFlags.project(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            new Down(project, containers, context::warn)
                    .run(Timeouts.of(line.value(ComposeFlags.TIMEOUT)), line.has(ORPHANS), line.has(VOLUMES));
            return 0;
        }
    }
}
