package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner create}. */
public final class CreateCommand implements Command {

    @Override
    public String name() {
        return "create";
    }

    @Override
    public List<String> aliases() {
        return List.of("container create");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Make a container, to be started later";
    }

    @Override
    public List<Flag> flags() {
        return RunFlags.all();
    }

    @Override
    public Operands operands() {
        return new Operands("<image|module.wasm|module.wat> [argument…]", 1, Integer.MAX_VALUE, true);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner create --name job -v data:/data demo/job:1", "wasmrunner start -a job");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        IgnoredFlags.mention(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container = NewContainer.create(line, false, images, containers, context);
            context.out().println(container.id().hex());
        }
        return 0;
    }
}
