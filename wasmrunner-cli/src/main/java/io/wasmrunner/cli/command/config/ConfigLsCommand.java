package io.wasmrunner.cli.command.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.format.Listing;
import io.wasmrunner.cli.format.Table;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.config.Setting;
import io.wasmrunner.core.config.Settings;
import io.wasmrunner.core.config.Variables;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.runtime.guest.Printable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner config ls}: all there is to configure, also when something is wrong with it, which it says. */
public final class ConfigLsCommand implements Command {
    private static final Flag QUIET = Flag.toggle("Keys only.", "-q", "--quiet");
    private static final Flag FORMAT =
            Flag.value("format", "table (default), json, or a Go template such as '{{.Key}}={{.Value}}'.", "--format");

    @Override
    public String name() {
        return "config ls";
    }

    @Override
    public List<String> aliases() {
        return List.of("config list");
    }

    @Override
    public Group group() {
        return Group.SYSTEM;
    }

    @Override
    public String summary() {
        return "List what is configured, and where";
    }

    @Override
    public List<Flag> flags() {
        return List.of(QUIET, FORMAT);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner config ls", "wasmrunner config ls --format '{{.Key}} {{.Variable}} {{.Flag}}'");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        Settings settings = context.settings();
        List<Setting> all = new ArrayList<>();
        for (ConfigKey key : ConfigKey.values()) {
            all.add(settings.lenient(key));
        }
        if (line.has(QUIET)) {
            all.forEach(setting -> context.out().println(setting.key()));
        } else {
            Listing.print(all, line.value(FORMAT), ConfigLsCommand::fields, ConfigLsCommand::table, context.out());
        }
        context.out().flush();
        Variables.unknown(context.environment()).forEach(context::warn);
        settings.problems().forEach(problem -> context.warn(Printable.lines(problem)));
        return settings.problems().isEmpty() ? 0 : 1;
    }

    private static Table table(List<Setting> settings) {
        Table table = new Table("KEY", "VALUE", "DEFAULT", "SOURCE");
        for (Setting setting : settings) {
            table.add(
                    setting.key().toString(),
                    setting.text(),
                    setting.key().usual().text(),
                    setting.source().toString());
        }
        return table;
    }

    private static ObjectNode fields(Setting setting) {
        ConfigKey key = setting.key();
        ObjectNode node = Json.object();
        node.put("Key", key.toString());
        node.put("Value", setting.text());
        node.put("Default", key.usual().text());
        node.put("Source", setting.source().toString());
        node.put("Variable", key.variable());
        node.put("Flag", key.flag());
        node.put("Description", key.help());
        return node;
    }
}
