package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.image.StoreCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner system verify}. */
public final class SystemVerifyCommand implements Command {

    @Override
    public String name() {
        return "system verify";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Read every blob, image and name of the store, and tell what is wrong";
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system verify");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<String> problems = new ArrayList<>(new StoreCheck(images.store()).verify());
            problems.addAll(containers.upkeep().reconcile(true));
            problems.forEach(context.out()::println);
            if (problems.isEmpty()) {
                context.out().println("the store is whole");
                return 0;
            }
        }
        context.warn("the store is damaged; wasmrunner system repair mends it");
        return 1;
    }
}
