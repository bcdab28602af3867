package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.select.EngineSelector;
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
        return List.of(QUIET, CompileFlags.ENGINE);
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
        var compiler = new ModuleCompiler(context.state().trustedCode(), new EngineSelector(context.engines(), true));
        for (String operand : line.operands()) {
            LoadedModule module = context.modules().load(operand);
            try (var compiled = compiler.compile(module, CompileFlags.settings(line))) {
                if (!line.has(QUIET)) {
                    context.out()
                            .printf(
                                    "%s: valid, runs on %s%n",
                                    operand, compiled.choice().provider().info().name());
                }
            }
        }
        return 0;
    }
}
