package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.maintenance.Maintenance;
import io.wasmrunner.registry.server.maintenance.Verified;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner registry verify}. */
public final class RegistryVerifyCommand implements Command {

    @Override
    public String name() {
        return "registry verify";
    }

    @Override
    public Group group() {
        return Group.REGISTRY;
    }

    @Override
    public String summary() {
        return "Read every blob of a registry, and tell what is wrong";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ServerFlags.CONFIG, ServerFlags.ROOT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner registry verify");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        RegistryConfig config = ServerFlags.config(line, context);
        try (Maintenance maintenance = Maintenance.open(config.root())) {
            Verified verified = maintenance.verify();
            for (Verified.Problem problem : verified.problems()) {
                String where = problem.repository().isEmpty() ? "" : problem.repository() + ": ";
                context.out().println(where + problem.digest() + ": " + problem.what());
            }
            context.out()
                    .println("%d blobs, %s, %d problems"
                            .formatted(
                                    verified.blobs(),
                                    Quantities.printSize(verified.bytes()),
                                    verified.problems().size()));
            return verified.problems().isEmpty() ? 0 : 1;
        }
    }
}
