package io.wasmrunner.cli.command.config;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.ListFormat;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.ConfigWriter;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.core.config.Source;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner config set}: of the file, nothing but the value changes. */
public final class ConfigSetCommand implements Command {

    @Override
    public String name() {
        return "config set";
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "Set a key for all runs";
    }

    @Override
    public List<Flag> flags() {
        return List.of(ConfigFlags.SYSTEM);
    }

    @Override
    public Operands operands() {
        return new Operands("<key> <value>", 2, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner config set run.engine wasmtime", "wasmrunner config set log.max-size 50m");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        ConfigKey key = ConfigKey.parse(line.operands().getFirst());
        String value = line.operands().getLast();
        ListFormat.check("the command line", key, value);
        ConfigWriter writer = ConfigFlags.writer(line, context);
        writer.set(key, value);
        Settings now = new Settings(context.settings().userFile(), context.environment());
        Setting setting = now.lenient(key);
        boolean here =
                setting.source() instanceof Source.InFile file && file.file().equals(writer.file());
        if (!here) {
            context.warn("%s is set, but %s goes before it".formatted(key, setting.source()));
        }
        now.problems().forEach(problem -> context.warn(Printable.lines(problem)));
        return 0;
    }
}
