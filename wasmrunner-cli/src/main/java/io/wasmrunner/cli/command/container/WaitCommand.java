package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;

/** {@code wasmrunner wait}. */
public final class WaitCommand implements Command {

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public List<String> aliases() {
        return List.of("container wait");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Wait until containers have ended, and print their exit codes";
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINERS;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner wait job");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        return Each.quietly(line.operands(), context, (containers, container) -> {
            OptionalInt code = containers.await(container.id());
            if (code.isEmpty()) {
                throw new WasmrunnerException(
                        ErrorCode.HOST,
                        "cannot tell how %s ended: it was removed, and no event tells it".formatted(container.name()));
            }
            synchronized (context) {
                context.out().println(code.getAsInt());
                context.out().flush();
            }
        });
    }
}
