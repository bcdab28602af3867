package io.wasmrunner.cli.command.config;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner config get}. */
public final class ConfigGetCommand implements Command {
    private static final Flag ORIGIN = Flag.toggle(
            "Also where that is said, and a tab: default, a file with its line, or a variable.", "--show-origin");

    @Override
    public String name() {
        return "config get";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Print what a key is set to";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ORIGIN);
    }

    @Override
    public Operands operands() {
        return new Operands("<key>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner config get run.engine", "wasmrunner config get --show-origin log.driver");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Setting setting = context.settings().get(ConfigKey.parse(line.operands().getFirst()));
        String origin = line.has(ORIGIN) ? setting.source() + "\t" : "";
        context.out().println(Printable.line(origin) + Printable.line(setting.text()));
        return 0;
    }
}
