package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.container.AttachFlags;
import io.wasmrunner.cli.command.container.Foreground;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;

/** {@code wasmrunner run} in a container: makes it, starts it, and stays with it unless it is told not to. */
final class RunContainer {
    private RunContainer() {}

    static int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        boolean detached = line.has(ContainerFlags.DETACH);
        if (line.has(RunFlags.LISTEN)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot use --tcplisten for a container: publish a port instead, with -p host:guest");
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container = NewContainer.create(line, !detached, images, containers, context);
            if (detached) {
                started(container, containers);
                context.out().println(container.id().hex());
                return 0;
            }
            try {
                return Foreground.start(
                        container,
                        line.has(RunFlags.INTERACTIVE),
                        AttachFlags.keys(line, context),
                        !line.value(ContainerFlags.SIG_PROXY).orElse("true").equals("false"),
                        line.has(RunFlags.QUIET),
                        containers,
                        context);
            } catch (WasmrunnerException | RegistryException e) {
                discard(container, containers);
                throw e;
            }
        }
    }

    private static void started(Container container, Containers containers) throws IOException {
        try {
            containers.start(container.id());
        } catch (WasmrunnerException | RegistryException e) {
            discard(container, containers);
            throw e;
        }
    }

    /** One that could not be started and would be removed at its end. */
    private static void discard(Container container, Containers containers) throws IOException {
        if (container.spec().life().removesItself()) {
            containers.remove(container.id(), true, true);
        }
    }
}
