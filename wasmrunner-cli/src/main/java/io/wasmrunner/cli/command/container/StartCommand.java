package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner start}. */
public final class StartCommand implements Command {
    private static final Flag ATTACH =
            Flag.toggle("Show its output, and end with its exit code; signals go to it.", "-a", "--attach");
    private static final Flag INTERACTIVE = Flag.toggle("Pass stdin on to it as well.", "-i", "--interactive");

    @Override
    public String name() {
        return "start";
    }

    @Override
    public List<String> aliases() {
        return List.of("container start");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Start containers that do not run";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ATTACH, INTERACTIVE, AttachFlags.DETACH_KEYS);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner start api", "wasmrunner start -a job");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        if (!line.has(ATTACH) && !line.has(INTERACTIVE)) {
            return Each.of(line.operands(), context, (containers, container) -> {
                if (!container.status().isLive()) {
                    containers.start(container.id());
                }
            });
        }
        if (line.operands().size() > 1) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot start several containers attached: start one at a time");
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            return Foreground.start(
                    containers.find(line.operands().getFirst()),
                    line.has(INTERACTIVE),
                    AttachFlags.keys(line, context),
                    true,
                    false,
                    containers,
                    context);
        }
    }
}
