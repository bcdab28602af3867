package io.wasmrunner.cli.command;

import io.wasmrunner.cli.command.image.ImageInspection;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.inspect.ModuleReport;
import io.wasmrunner.core.sandbox.Workers;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.CompiledStore;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.select.EngineSelector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner inspect}. */
public final class InspectCommand implements Command {
    private static final Flag FORMAT = Flag.value(
            "format", "text (default for a module), json (default for all else), or a Go template.", "-f", "--format");

    private static final Flag TYPE = Flag.value("kind", "Only a container, or only an image, of that name.", "--type");

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public List<String> aliases() {
        return List.of("image inspect", "container inspect");
    }

    @Override
    public Group group() {
        return Group.RUN;
    }

    @Override
    public String summary() {
        return "Show a container, an image, or what a module is, needs and offers";
    }

    @Override
    public List<Flag> flags() {
        List<Flag> flags = new ArrayList<>(List.of(FORMAT, TYPE));
        flags.addAll(CompileFlags.ALL);
        return flags;
    }

    @Override
    public Operands operands() {
        return new Operands("<container|image|module.wasm|module.wat|->…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner inspect examples/hello/hello.wasm",
                "wasmrunner inspect --format json examples/hello/hello.wasm",
                "wasmrunner inspect --format '{{.State.Status}} {{.State.ExitReason}}' job",
                "wasmrunner inspect --format '{{.Config.Entrypoint}}' hello:1");
    }

    private static CompiledStore compiledStore(StateFolder state, LoadedModule module) {
        return Workers.problem().isEmpty()
                ? state.workersCode(module.info().binary().sha256())
                : state.trustedCode();
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        if (line.operands().size() > 1 || !ModuleOperands.isFile(line.operands().getFirst())) {
            String kind = line.value(TYPE).orElse("");
            if (!kind.isEmpty() && !kind.equals("container") && !kind.equals("image")) {
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot inspect a \"" + kind + "\": --type is container or image");
            }
            return inspected(line, kind, context);
        }
        EngineSelector selector = new EngineSelector(context.engines(), true);
        LoadedModule module = context.modules().load(line.operands().getFirst());
        StateFolder state = context.state();
        ModuleReport report = ModuleReport.of(
                module,
                selector,
                new ModuleCompiler(compiledStore(state, module), selector),
                CompileFlags.settings(line, context));
        String format = line.value(FORMAT).orElse("text");
        switch (format) {
            case "text" -> new InspectText(context.out()).print(report);
            case "json" -> InspectJson.print(report, context.out());
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot print the format \"" + format + "\": --format takes text or json");
        }
        return 0;
    }

    /** As Docker has it, what is not there is 1 and not 127, which is a module's file. */
    private static int inspected(ParsedLine line, String kind, Context context) throws IOException {
        try {
            ImageInspection.print(line.operands(), kind, line.value(FORMAT), context);
            return 0;
        } catch (WasmrunnerException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            context.warn(String.valueOf(e.getMessage()));
            return 1;
        }
    }
}
