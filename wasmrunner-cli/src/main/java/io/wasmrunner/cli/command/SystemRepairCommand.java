package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.image.StoreCheck;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner system repair}. */
public final class SystemRepairCommand implements Command {

    @Override
    public String name() {
        return "system repair";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Make the index of images anew from the files, and remove what is damaged";
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system repair");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            List<String> done = new ArrayList<>(new StoreCheck(images.store()).repair());
            done.addAll(containers.upkeep().reconcile(false));
            done.addAll(containers.store().rebuild());
            done.forEach(context.out()::println);
            context.out().println(done.isEmpty() ? "the store was whole; its index is new" : "the store is whole");
        }
        return 0;
    }
}
