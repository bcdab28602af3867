package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.ExecRequest;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner container-exec}. */
public final class ExecHereCommand implements Command {
    /** Bytes; arguments and variables may be long. */
    private static final int LARGEST = 8 << 20;

    @Override
    public String name() {
        return "container-exec";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Run what stdin says in a container (for detached runs and health checks)";
    }

    @Override
    public Operands operands() {
        return new Operands("<id>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner container-exec 4b8f2c9d0e7a");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        ExecRequest request = ExecRequest.read(context.in().readNBytes(LARGEST));
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container =
                    containers.store().require(new ContainerId(line.operands().getFirst()));
            return ExecCommand.run(container, request, true, containers, context);
        }
    }
}
