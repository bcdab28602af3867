package io.wasmrunner.cli.command.config;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigWriter;

/** What commands take that change a configuration. */
final class ConfigFlags {
    static final Flag SYSTEM =
            Flag.toggle("Change the file for all users of this machine, instead of one's own.", "--system");

    private ConfigFlags() {}

    static ConfigWriter writer(ParsedLine line, Context context) {
        context.state().check();
        return line.has(SYSTEM)
                ? ConfigWriter.system(context.state().root())
                : ConfigWriter.user(context.settings(), context.state().root());
    }
}
