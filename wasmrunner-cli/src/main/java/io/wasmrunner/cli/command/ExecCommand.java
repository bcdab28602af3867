package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.Move;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.life.ExecRequest;
import io.wasmrunner.core.run.RunService;
import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wasmrunner exec}. */
public final class ExecCommand implements Command {
    private static final Flag INTERACTIVE =
            Flag.toggle("Connect stdin; else the guest finds it at its end.", "-i", "--interactive");
    private static final Flag DETACH = Flag.toggle(
            "Return once it is on its way; its output goes nowhere, and it has no input.", "-d", "--detach");
    private static final Flag INVOKE = Flag.value(
            "name",
            "Call this export of the container's own module, in a new instance, with the arguments; print what it"
                    + " returns.",
            "--invoke");
    private static final Flag WORKDIR =
            Flag.value("/guest", "What PWD is to the guest, and where its module is looked for.", "-w", "--workdir");
    private static final Flag USER = Flag.value("name", "No effect: a guest has no users.", "-u", "--user");
    private static final Flag PRIVILEGED = Flag.toggle("No effect: a guest is never privileged.", "--privileged");

    @Override
    public String name() {
        return "exec";
    }

    @Override
    public List<String> aliases() {
        return List.of("container exec");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Run another module of a container's files, or call another export of its own, beside its guest";
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                INTERACTIVE,
                RunFlags.TERMINAL,
                DETACH,
                RunFlags.ENV,
                RunFlags.ENV_FILE,
                WORKDIR,
                INVOKE,
                RunFlags.QUIET,
                USER,
                PRIVILEGED);
    }

    @Override
    public Operands operands() {
        return new Operands("<container> [module.wasm] [argument…]", 1, Integer.MAX_VALUE, true);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner exec api /bin/migrate.wasm --dry-run", "wasmrunner exec --invoke add calculator 2 3");
    }

    /** As {@code run}: the guest's own codes are told from ours. */
    @Override
    public int failure(int code) {
        return code;
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        mention(line, context);
        ExecRequest request = request(line, context);
        try (Images images = context.images();
                Containers containers = context.containers(images)) {
            Container container = running(line.operands().getFirst(), containers, context);
            if (container == null) {
                return 1;
            }
            if (line.has(DETACH)) {
                containers.executeDetached(container, request);
                return 0;
            }
            return run(container, request, line.has(RunFlags.QUIET), containers, context);
        }
    }

    /** Runs it here, and says how it ended. */
    static int run(Container container, ExecRequest request, boolean quiet, Containers containers, Context context)
            throws IOException, InterruptedException {
        RunService service = new RunService(context.modules(), context.engines(), context.state(), context.err());
        RunEnd end = containers.execute(container.id(), request, service);
        var policy = container.spec().guest().policy();
        return new RunReporter(context, quiet, policy.enforce()).report(end, policy.quotas());
    }

    /** Null when there is none, which is said: as with Docker, only what becomes of the module has an exit code of its own. */
    private static @Nullable Container running(String name, Containers containers, Context context) throws IOException {
        try {
            Container container = containers.find(name);
            container.after(Move.EXEC);
            return container;
        } catch (WasmrunnerException e) {
            context.warn(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private static ExecRequest request(ParsedLine line, Context context) {
        List<String> command = RunRequests.arguments(line);
        String invoke = line.value(INVOKE).orElse(null);
        if (invoke == null && command.isEmpty()) {
            throw usage("cannot execute nothing: name a module of the container's files, or an export with --invoke");
        }
        String directory = line.value(WORKDIR).orElse("");
        if (!directory.isEmpty() && !directory.startsWith("/")) {
            throw usage("cannot use --workdir %s: it must be an absolute path in the guest".formatted(directory));
        }
        if (line.has(DETACH) && line.has(INTERACTIVE)) {
            throw usage("cannot use -i with -d: nobody is there to be read from");
        }
        return new ExecRequest(
                command,
                invoke,
                Environment.of(line, context.environment(), List.of()),
                directory,
                line.has(INTERACTIVE),
                line.has(RunFlags.TERMINAL),
                false);
    }

    private static void mention(ParsedLine line, Context context) {
        if (line.has(USER)) {
            context.warn("--user has no effect: a guest has no users");
        }
        if (line.has(PRIVILEGED)) {
            context.warn("--privileged has no effect: a guest is never privileged");
        }
    }

    private static WasmrunnerException usage(String message) {
        return new WasmrunnerException(ErrorCode.USAGE, message);
    }
}
