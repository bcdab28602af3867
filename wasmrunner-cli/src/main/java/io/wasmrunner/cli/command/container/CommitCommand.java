package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.life.CommitRequest;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code wasmrunner commit}. */
public final class CommitCommand implements Command {
    private static final Flag MESSAGE = Flag.value("text", "A comment for its history.", "-m", "--message");
    private static final Flag AUTHOR = Flag.value("name", "Who made it.", "-a", "--author");
    private static final Flag CHANGE = Flag.list(
            "instruction",
            "Say more about the image: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, VOLUME or WORKDIR, as in a build"
                    + " file.",
            "-c",
            "--change");
    private static final Flag PAUSE =
            Flag.value("true|false", "Hold the guest meanwhile. Default true.", "-p", "--pause");

    @Override
    public String name() {
        return "commit";
    }

    @Override
    public List<String> aliases() {
        return List.of("container commit");
    }

    @Override
    public Group group() {
        return Group.CONTAINERS;
    }

    @Override
    public String summary() {
        return "Make an image of a container";
    }

    @Override
    public List<Flag> flags() {
        return List.of(MESSAGE, AUTHOR, CHANGE, PAUSE);
    }

    @Override
    public Operands operands() {
        return new Operands("<container> [name[:tag]]", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner commit -m 'with data' -c 'CMD [\\\"--fast\\\"]' api demo/api:2");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException, InterruptedException {
        List<String> names = line.operands().subList(1, line.operands().size());
        return Each.quietly(line.operands().subList(0, 1), context, (containers, container) -> {
            List<Reference> references = new ArrayList<>();
            for (String name : names) {
                references.add(containers.images().reference(name));
            }
            CommitRequest request = new CommitRequest(
                    line.value(MESSAGE).orElse(""),
                    line.value(AUTHOR).orElse(""),
                    line.values(CHANGE),
                    !line.value(PAUSE).orElse("true").equals("false"),
                    references);
            context.out().println(containers.trees().commit(container, request));
        });
    }
}
