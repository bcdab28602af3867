package io.wasmrunner.cli.command.config;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner config unset}: its default holds again, unless something else sets it. */
public final class ConfigUnsetCommand implements Command {

    @Override
    public String name() {
        return "config unset";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Take a key out of the configuration";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ConfigFlags.SYSTEM);
    }

    @Override
    public Operands operands() {
        return new Operands("<key>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner config unset run.engine");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String name = line.operands().getFirst();
        try {
            ConfigFlags.writer(line, context).unset(name);
            return 0;
        } catch (WasmrunnerException e) {
            if (e.code() != ErrorCode.NOT_FOUND) {
                throw e;
            }
            // Only one that is in no file has to be one that there is.
            ConfigKey.parse(name);
            context.warn(String.valueOf(e.getMessage()));
            return 1;
        }
    }
}
