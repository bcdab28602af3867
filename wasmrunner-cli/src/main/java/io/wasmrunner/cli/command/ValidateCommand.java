package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.run.CompileService;
import io.wasmrunner.core.sandbox.CompiledCode;
import io.wasmrunner.core.sandbox.SandboxMode;
import java.util.List;

/** {@code wasmrunner validate}: an engine's own validator has the last word, so that is what is asked. */
public final class ValidateCommand implements Command {
    private static final Flag QUIET = Flag.toggle("Print nothing; the exit code tells.", "-q", "--quiet");

    @Override
    public String name() {
        return "validate";
    }

    @Override
    public Group group() {
        return Group.RUN;
    }

    @Override
    public String summary() {
        return "Check that a module is valid and can run here";
    }

    @Override
    public List<Flag> flags() {
        return List.of(QUIET, CompileFlags.ENGINE, RunFlags.SANDBOX);
    }

    @Override
    public Operands operands() {
        return new Operands("<module.wasm|module.wat|->…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner validate examples/hello/hello.wasm");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        SandboxMode sandbox = SandboxMode.parse(RunFlags.sandbox(line, context));
        CompileService service = new CompileService(context.engines(), context.state(), sandbox, context::warn);
        for (String operand : line.operands()) {
            CompiledCode compiled =
                    service.compile(context.modules().read(operand), CompileFlags.settings(line, context));
            if (!line.has(QUIET)) {
                context.out().printf("%s: valid, runs on %s%n", operand, compiled.engine());
            }
        }
        return 0;
    }
}
