package io.wasmrunner.cli.command.compose;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.container.Timeouts;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.Down;
import io.wasmrunner.core.compose.Order;
import io.wasmrunner.core.compose.Project;
import io.wasmrunner.core.compose.Service;
import io.wasmrunner.core.compose.ServiceStart;
import io.wasmrunner.core.compose.Up;
import io.wasmrunner.core.compose.UpOptions;
import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code wasmrunner compose up}. */
public final class ComposeUpCommand implements Command {
    private static final Flag DETACH =
            Flag.toggle("Return once all are started; they outlive this terminal.", "-d", "--detach");
    private static final Flag BUILD = Flag.toggle("Build images also when they are there.", "--build");
    private static final Flag FORCE =
            Flag.toggle("Replace containers also when their description has not changed.", "--force-recreate");
    private static final Flag KEEP =
            Flag.toggle("Keep containers also when their description has changed.", "--no-recreate");
    private static final Flag ORPHANS = Flag.toggle("Remove containers of services that are gone.", "--remove-orphans");
    private static final Flag WAIT = Flag.toggle(
            "Wait until all run, or have ended well, and are healthy if they are checked; implies -d.", "--wait");
    private static final Flag WAIT_TIMEOUT = Flag.value(
            "seconds",
            "How long any wait may take, also one for what a service depends on. Default 300.",
            "--wait-timeout");
    private static final Flag SCALE =
            Flag.list("service=count", "So many containers of the service, instead of what the file says.", "--scale");
    private static final long LONGEST_WAIT = 300_000;

    @Override
    public String name() {
        return "compose up";
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Bring up what a compose file describes";
    }

    @Override
    public List<Flag> flags() {
        return ComposeFlags.and(DETACH, BUILD, FORCE, KEEP, ORPHANS, WAIT, WAIT_TIMEOUT, SCALE, ComposeFlags.TIMEOUT);
    }

    @Override
    public Operands operands() {
        return Operands.SERVICES;
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner compose up", "wasmrunner compose -f compose.yaml up -d --wait");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        Project project = ComposeFlags.project(line, context).scaled(scale(line.values(SCALE)));
        UpOptions options = options(line);
        List<Service> services = Order.chosen(project, line.operands(), ComposeFlags.profiles(line, context));
        if (services.isEmpty()) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot bring up %s: all of its services are in profiles; name one with --profile"
                            .formatted(project.file()));
        }
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            ServiceMaker maker = new ServiceMaker(images, containers, context);
            if (line.has(DETACH) || line.has(WAIT)) {
                new Up(project, containers, maker, new Detached(containers), context::warn).run(services, options);
                return 0;
            }
            try (Together together = new Together(containers, context, project.longestName(services))) {
                together.stopAtSignal(() -> new Down(project, containers, context::warn)
                        .stop(services, Timeouts.of(line.value(ComposeFlags.TIMEOUT))));
                new Up(project, containers, maker, together, context::warn).run(services, options);
                together.await();
            }
            return 0;
        }
    }

    private static UpOptions options(ParsedLine line) {
        if (line.has(FORCE) && line.has(KEEP)) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "cannot use --force-recreate with --no-recreate: leave one out");
        }
        return new UpOptions(
                line.has(BUILD),
                line.has(FORCE)
                        ? UpOptions.Recreation.ALWAYS
                        : line.has(KEEP) ? UpOptions.Recreation.NEVER : UpOptions.Recreation.CHANGED,
                line.has(ORPHANS),
                line.has(WAIT),
                Timeouts.of(line.value(WAIT_TIMEOUT)).orElse(LONGEST_WAIT),
                Timeouts.of(line.value(ComposeFlags.TIMEOUT)));
    }

    private static Map<String, Integer> scale(List<String> values) {
        Map<String, Integer> scale = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.lastIndexOf('=');
            String count = value.substring(equals + 1);
            if (equals < 1 || !count.matches("[0-9]{1,4}") || Integer.parseInt(count) > Service.MOST) {
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "cannot use --scale %s: it must look like web=3, with a number up to %d"
                                .formatted(value, Service.MOST));
            }
            scale.put(value.substring(0, equals), Integer.parseInt(count));
        }
        return scale;
    }

    /** Starts containers and leaves them to themselves. */
    private record Detached(Containers containers) implements ServiceStart {
        @Override
        public void start(String name, ContainerId id) throws IOException {
            containers.start(id);
        }

        @Override
        public void running(String name, ContainerRow row) {}
    }
}
