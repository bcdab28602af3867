package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.engine.EngineSelector;
import io.wasmrunner.core.run.ModuleCompiler;
import io.wasmrunner.core.text.Quantities;
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
        return CompileFlags.ALL;
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
        var compiler = new ModuleCompiler(context.state(), new EngineSelector(context.engines()));
        for (String operand : line.operands()) {
            long start = System.nanoTime();
            try (var compiled = compiler.compile(context.modules().load(operand), CompileFlags.settings(line))) {
                String engine = compiled.choice().provider().info().name();
                context.out()
                        .println(
                                compiled.fromCache()
                                        ? "%s: compiled for %s before".formatted(operand, engine)
                                        : "%s: compiled for %s in %s"
                                                .formatted(
                                                        operand,
                                                        engine,
                                                        Quantities.printDuration(System.nanoTime() - start)));
            }
        }
        return 0;
    }
}
