package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner system start}. */
public final class SystemStartCommand implements Command {

    @Override
    public String name() {
        return "system start";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Start the containers whose restart policy asks for it, after a reboot";
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system start");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        int code = 0;
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            for (Container container : containers.upkeep().toBeStarted()) {
                try {
                    containers.start(container.id());
                    context.out().println(container.name());
                } catch (WasmrunnerException | RegistryException e) {
                    context.warn(String.valueOf(e.getMessage()));
                    code = 1;
                }
            }
        }
        return code;
    }
}
