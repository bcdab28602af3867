package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.ContainerRow;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner port}. */
public final class PortCommand implements Command {

    @Override
    public String name() {
        return "port";
    }

    @Override
    public List<String> aliases() {
        return List.of("container port");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "List the host's ports that lead to a container's";
    }

    @Override
    public Operands operands() {
        return new Operands("<container> [port[/tcp]]", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner port api", "wasmrunner port api 80");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        String wanted = line.operands().size() < 2 ? "" : line.operands().get(1).replaceFirst("/tcp$", "");
        int[] found = new int[1];
        int code = Each.quietly(line.operands().subList(0, 1), context, (containers, container) -> {
            for (String port : ContainerRow.of(container).ports()) {
                String[] sides = port.split("->", 2);
                if (wanted.isEmpty()) {
                    context.out().println(sides[1] + " -> " + sides[0]);
                    found[0]++;
                } else if (sides[1].equals(wanted + "/tcp")) {
                    context.out().println(sides[0]);
                    found[0]++;
                }
            }
        });
        if (code == 0 && found[0] == 0 && !wanted.isEmpty()) {
            context.warn("no port of the host leads to " + wanted + "/tcp of "
                    + line.operands().getFirst());
            return 1;
        }
        return code;
    }
}
