package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.image.PullFlags;
import io.wasmrunner.cli.command.image.Pulls;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.RegistryClient;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code wasmrunner compose pull}. */
public final class ComposePullCommand implements Command {

    @Override
    public String name() {
        return "compose pull";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Bring the images of services here";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(PullFlags.QUIET);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose pull");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Project project = ComposeFlags.project(line, context);
        boolean quiet = line.has(PullFlags.QUIET);
        List<Service> services = line.operands().isEmpty()
                ? List.copyOf(project.services().values())
                : ProjectServices.named(project, line.operands());
        try (Images images = context.images();
                RegistryClient client = context.registries()) {
            Set<String> pulled = new HashSet<>();
            for (Service service : services) {
                if (!service.isFile() && service.build().isEmpty() && pulled.add(service.image())) {
                    Pulls.pull(images.reference(service.image()), Choice.BEST, quiet, images, client, context);
                }
            }
            return 0;
        }
    }
}
