package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner container-resumed}. */
public final class ResumedCommand implements Command {

    @Override
    public String name() {
        return "container-resumed";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Write down that a container was started again (for its shim)";
    }

    @Override
    public List<Flag> flags() {
        return List.of();
    }

    @Override
    public Operands operands() {
        return new Operands("<id>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner container-resumed 4b8f2c9d0e7a");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            containers.resumed(new ContainerId(line.operands().getFirst()));
        }
        return 0;
    }
}
