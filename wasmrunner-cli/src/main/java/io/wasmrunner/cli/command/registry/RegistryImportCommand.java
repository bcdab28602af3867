package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner registry import}. */
public final class RegistryImportCommand implements Command {

    @Override
    public String name() {
        return "registry import";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Read an archive that registry export wrote into a registry";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ServerFlags.CONFIG, ServerFlags.ROOT);
    }

    @Override
    public Operands operands() {
        return new Operands("<file|->", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner registry import registry.tar");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String file = line.operands().getFirst();
        try (Maintenance maintenance =
                        Maintenance.open(ServerFlags.config(line, context).root());
                InputStream in = file.equals("-") ? context.in() : Files.newInputStream(Path.of(file))) {
            context.out().println("imported " + maintenance.importFrom(in) + " names");
        } catch (NoSuchFileException e) {
            throw new WasmrunnerException(ErrorCode.NOT_FOUND, "cannot open " + file + ": no such file", e);
        }
        return 0;
    }
}
