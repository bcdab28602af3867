package io.wasmrunner.cli;

import io.wasmrunner.cli.command.Command;
import java.util.List;

/** The one screen that {@code wasmrunner --help} shows. */
final class Overview {
    private Overview() {}

    static String text(List<Command> commands) {
        StringBuilder text = new StringBuilder("""
            Usage: wasmrunner <command> [flags] …

            Runs WebAssembly programs the way Docker runs Linux ones.
            """);
        for (Command.Group group : Command.Group.values()) {
            text.append('\n').append(group.title()).append('\n');
            for (Command command : commands) {
                if (command.group() == group) {
                    text.append("  %-21s %s%n".formatted(command.name(), command.summary()));
                }
            }
        }
        return text.append("""

            Start with:
              wasmrunner run examples/hello/hello.wasm
              wasmrunner run --dir .::/work app.wasm /work/input.txt
              wasmrunner inspect app.wasm

            wasmrunner <command> --help tells more. --debug before a command shows where an error comes from.
            """).toString();
    }
}
