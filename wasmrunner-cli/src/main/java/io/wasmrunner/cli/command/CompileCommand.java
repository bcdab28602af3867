package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.run.CompileService;
import io.wasmrunner.core.sandbox.CompiledCode;
import io.wasmrunner.core.sandbox.SandboxMode;
import io.wasmrunner.core.text.Quantities;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner compile}. */
public final class CompileCommand implements Command {

    @Override
    public String name() {
        return "compile";
    }

    @Override
    public Group group() {
        return Group.RUN;
    }

    @Override
    public String summary() {
        return "Compile modules now, so that their first run starts fast";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(CompileFlags.ALL);
        flags.add(RunFlags.SANDBOX);
        return flags;
    }

    @Override
    public Operands operands() {
        return new Operands("<module.wasm|module.wat|->…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner compile examples/hello/hello.wasm",
                "wasmrunner compile --timeout 5s app.wasm   # code with a way to stop it differs on wasmtime");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        SandboxMode sandbox = SandboxMode.parse(RunFlags.sandbox(line, context));
        CompileService service = new CompileService(context.engines(), context.state(), sandbox, context::warn);
        for (String operand : line.operands()) {
            long start = System.nanoTime();
            CompiledCode compiled =
                    service.compile(context.modules().read(operand), CompileFlags.settings(line, context));
            String took = Quantities.printDuration(System.nanoTime() - start);
            context.out()
                    .println(
                            compiled.before()
                                    ? "%s: compiled for %s before".formatted(operand, compiled.engine())
                                    : "%s: compiled for %s in %s".formatted(operand, compiled.engine(), took));
        }
        return 0;
    }
}
