package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.progress.Terminal;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner export}. */
public final class ExportCommand implements Command {
    private static final Flag OUTPUT =
            Flag.value("file", "Where to write. Default: stdout, unless it is a terminal.", "-o", "--output");

    @Override
    public String name() {
        return "export";
    }

    @Override
    public List<String> aliases() {
        return List.of("container export");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Write the files of a container as an archive";
    }

    @Override
    public List<Flag> flags() {
        return List.of(OUTPUT);
    }

    @Override
    public Operands operands() {
        return Operands.CONTAINER;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner export -o api.tar api", "wasmrunner export api | tar -t");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        if (!line.has(OUTPUT) && Terminal.isStdout()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot export to a terminal; name a file with -o, or pipe it somewhere");
        }
        return Each.quietly(line.operands(), context, (containers, container) -> {
            try (OutputStream out = line.has(OUTPUT)
                    ? new BufferedOutputStream(
                            Files.newOutputStream(Path.of(line.value(OUTPUT).orElseThrow())))
                    : new BufferedOutputStream(context.out())) {
                containers.trees().export(container, out);
            }
        });
    }
}
