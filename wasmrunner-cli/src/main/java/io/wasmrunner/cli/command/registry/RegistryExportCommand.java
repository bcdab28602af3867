package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner registry export}. */
public final class RegistryExportCommand implements Command {
    private static final Flag OUTPUT = Flag.value("file", "Where to write. Default: stdout.", "-o", "--output");

    @Override
    public String name() {
        return "registry export";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Write a whole registry to an archive, an OCI layout";
    }

    @Override
    public List<Flag> flags() {
        return List.of(OUTPUT, ServerFlags.CONFIG, ServerFlags.ROOT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner registry export -o registry.tar");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Maintenance maintenance =
                Maintenance.open(ServerFlags.config(line, context).root())) {
            if (line.value(OUTPUT).isEmpty()) {
                maintenance.exportTo(context.out());
                context.out().flush();
            } else {
                try (OutputStream out = new BufferedOutputStream(
                        Files.newOutputStream(Path.of(line.value(OUTPUT).get())))) {
                    maintenance.exportTo(out);
                }
            }
        }
        return 0;
    }
}
