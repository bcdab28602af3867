package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import io.wasmrunner.registry.store.Collected;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner registry gc}. */
public final class RegistryGcCommand implements Command {
    private static final Flag DRY_RUN = Flag.toggle("Tell what would go, and remove nothing.", "--dry-run");

    @Override
    public String name() {
        return "registry gc";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Remove blobs that no repository of a registry needs, also while it serves";
    }

    @Override
    public List<Flag> flags() {
        return List.of(DRY_RUN, ServerFlags.CONFIG, ServerFlags.ROOT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner registry gc --dry-run", "wasmrunner registry gc --config registry.toml");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        RegistryConfig config = ServerFlags.config(line, context);
        try (Maintenance maintenance = Maintenance.open(config.root())) {
            Collected collected = maintenance.collect(config.gc(), line.has(DRY_RUN));
            collected.blobs().forEach(context.out()::println);
            context.out()
                    .println((line.has(DRY_RUN) ? "Would reclaim: " : "Total reclaimed space: ")
                            + Quantities.printSize(collected.bytes()));
        }
        return 0;
    }
}
