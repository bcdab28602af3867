package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import java.io.IOException;
import java.util.List;

/** What the shim of a container calls (docs/shim.md). */
public record ShimCommand(String name, String summary, Action action) implements Command {

    /** Something done to the container. */
    interface Action {
        void act(Containers containers, ContainerId id, Context context) throws IOException, InterruptedException;
    }

    /** {@code wasmrunner container-settle}. */
    public static Command settle() {
        return new ShimCommand(
                "container-settle",
                "Settle the run of a container that is over (for its shim)",
                (containers, id, context) -> context.out().println(containers.settle(id)));
    }

    /** {@code wasmrunner container-resumed}. */
    public static Command resumed() {
        return new ShimCommand(
                "container-resumed",
                "Write down that a container was started again (for its shim)",
                (containers, id, _) -> containers.resumed(id));
    }

    /** {@code wasmrunner container-health}. */
    public static Command health() {
        return new ShimCommand(
                "container-health",
                "Look how well a container is (for its shim)",
                (containers, id, _) -> containers.look(id));
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public Operands operands() {
        return new Operands("<id>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner " + name + " 4b8f2c9d0e7a");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            action.act(containers, new ContainerId(line.operands().getFirst()), context);
        }
        return 0;
    }
}
