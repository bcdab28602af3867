package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.run.RunRequest;
import io.wasmrunner.core.run.RunService;
import io.wasmrunner.core.sandbox.RunEnd;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner run}. */
public final class RunCommand implements Command {

    @Override
    public String name() {
        return "run";
    }

    @Override
    public Group group() {
        return Group.RUN;
    }

    @Override
    public String summary() {
        return "Run a WebAssembly program";
    }

    @Override
    public List<Flag> flags() {
        return RunFlags.all();
    }

    @Override
    public Operands operands() {
        return new Operands("<image|module.wasm|module.wat|-> [argument…]", 1, Integer.MAX_VALUE, true);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner run examples/hello/hello.wasm",
                "wasmrunner run --dir .::/work:ro -m 64m --timeout 5s app.wasm --its-own-flag /work/in.txt",
                "wasmrunner run --invoke add examples/abi/math.wasm 2 3",
                "cat module.wasm | wasmrunner run -");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        IgnoredFlags.mention(line, context);
        String operand = line.operands().getFirst();
        return ModuleOperands.isFile(operand) && !ContainerFlags.needsOne(line)
                ? run(line, context, RunRequests.of(line, context))
                : RunContainer.run(line, context);
    }

    private static int run(ParsedLine line, Context context, RunRequest request)
            throws IOException, InterruptedException {
        PolicyFlags.outvoted(line, request.guest().policy()).forEach(context::warn);
        RunService service = new RunService(context.modules(), context.engines(), context.state(), context.err());
        RunEnd end = service.run(request);
        if (line.has(RunFlags.STATS)) {
            UsageReport.print(end.usage(), context);
        }
        RunReporter reporter = new RunReporter(
                context, line.has(RunFlags.QUIET), request.guest().policy().enforce());
        if (end instanceof RunEnd.Reported reported && reported.report().stillRunning()) {
            context.leaveGuestBehind();
        }
        return reporter.report(end, request.guest().quotas());
    }
}
