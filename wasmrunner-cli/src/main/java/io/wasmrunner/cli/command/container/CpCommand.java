package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner cp}. */
public final class CpCommand implements Command {
    private static final Flag FOLLOW =
            Flag.toggle("Copy what a link leads to, and not the link.", "-L", "--follow-link");
    private static final Flag ARCHIVE =
            Flag.toggle("No effect: times and permissions are kept always; a guest has no users.", "-a", "--archive");
    private static final Flag QUIET = Flag.toggle("No effect: what goes well is not talked about.", "-q", "--quiet");

    @Override
    public String name() {
        return "cp";
    }

    @Override
    public List<String> aliases() {
        return List.of("container cp");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Copy files into a container, or out of it";
    }

    @Override
    public List<Flag> flags() {
        return List.of(FOLLOW, ARCHIVE, QUIET);
    }

    @Override
    public Operands operands() {
        return new Operands("<container:path|path|-> <container:path|path|->", 2, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner cp api:/var/log ./log",
                "wasmrunner cp conf.json api:/etc/",
                "tar -c data | wasmrunner cp - api:/srv");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        String from = line.operands().getFirst();
        String to = line.operands().get(1);
        boolean out = colon(from) > 0;
        if (out == colon(to) > 0) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    out
                            ? "cannot copy from a container to a container: copy to the host first"
                            : "cannot copy: one of the two must be in a container, as api:/etc/conf");
        }
        String remote = out ? from : to;
        String name = remote.substring(0, colon(remote));
        String path = remote.substring(colon(remote) + 1);
        boolean follow = line.has(FOLLOW);
        return Each.quietly(List.of(name), context, (containers, container) -> {
            if (out && to.equals("-")) {
                containers.trees().copyOut(container, path, follow, context.out());
            } else if (out) {
                containers.trees().copyOut(container, path, to, follow);
            } else if (from.equals("-")) {
                containers.trees().copyIn(container, context.in(), path);
            } else {
                containers.trees().copyIn(container, from, path, follow);
            }
        });
    }

    /** Where the name of a container ends; not positive when there is none. */
    private static int colon(String text) {
        return text.startsWith("/") || text.startsWith(".") ? -1 : text.indexOf(':');
    }
}
