package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.sandbox.Workers;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;

/** {@code wasmrunner system}. */
public final class SystemCommand implements Command {
    private static final Flag FORMAT = Flag.value(
            "format",
            "text (default), json, or jvm-options: those of a worker process, as a file of arguments for java.",
            "--format");

    @Override
    public String name() {
        return "system";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Show what this machine offers to sandbox guests";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FORMAT);
    }

    @Override
    public Operands operands() {
        return new Operands("check", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner system check", "wasmrunner system check --format json");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        String action = line.operands().getFirst();
        if (!action.equals("check")) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE, "unknown action \"%s\": there is wasmrunner system check".formatted(action));
        }
        switch (line.value(FORMAT).orElse("text")) {
            case "jvm-options" -> jvmOptions(context);
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE,
                        "cannot print the format \"" + line.value(FORMAT).orElseThrow()
                                + "\": --format takes text or json");
        }
        return 0;
    }

    private static void jvmOptions(Context context) {
        for (String option : Workers.jvmOptions(Quotas.DEFAULT)) {
            context.out().println('"' + option.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
    }
}
