package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.GuestSettings;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner attach}. */
public final class AttachCommand implements Command {

    @Override
    public String name() {
        return "attach";
    }

    @Override
    public List<String> aliases() {
        return List.of("container attach");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Show the output of a container that runs, until its end";
    }

    @Override
    public List<Flag> flags() {
        return List.of(AttachFlags.NO_STDIN, AttachFlags.SIG_PROXY, AttachFlags.DETACH_KEYS);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINER;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner attach --no-stdin api");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container = containers.find(line.operands().getFirst());
            boolean input =
                    !line.has(AttachFlags.NO_STDIN) && container.spec().guest().input() != GuestSettings.Input.NONE;
            boolean signals = !line.value(AttachFlags.SIG_PROXY).orElse("true").equals("false");
            return Foreground.attach(container, input, AttachFlags.keys(line, context), signals, containers, context);
        }
    }
}
