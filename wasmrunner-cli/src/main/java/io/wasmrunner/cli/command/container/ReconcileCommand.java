package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system reconcile}. */
public final class ReconcileCommand implements Command {
    private static final Flag DRY_RUN = Flag.toggle("Only show what would be done.", "-n", "--dry-run");

    @Override
    public String name() {
        return "system reconcile";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Show what crashes left behind, and mend it";
    }

    @Override
    public List<Flag> flags() {
        return List.of(DRY_RUN);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system reconcile --dry-run");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        boolean dryRun = line.has(DRY_RUN);
        List<String> found;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            found = containers.upkeep().reconcile(dryRun);
        }
        found.forEach(context.out()::println);
        if (found.isEmpty()) {
            context.out().println("nothing to do");
        }
        return 0;
    }
}
