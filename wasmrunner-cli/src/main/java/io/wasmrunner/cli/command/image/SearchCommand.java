package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.text.Quantities;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.runtime.guest.Printable;
import java.util.List;

/** {@code wasmrunner search}. */
public final class SearchCommand implements Command {
    private static final Flag LIMIT = Flag.value("count", "At most so many. Default 25; 0: all.", "--limit");
    private static final Flag TAGS = Flag.toggle("List the tags of one repository instead.", "--list-tags");

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "List the repositories of a registry, where it has a catalog";
    }

    @Override
    public List<Flag> flags() {
        return List.of(LIMIT, TAGS);
    }

    @Override
    public Operands operands() {
        return new Operands("<registry[/part-of-a-name]>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner search localhost:5000",
                "wasmrunner search localhost:5000/demo",
                "wasmrunner search --list-tags localhost:5000/demo/hello");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        String operand = line.operands().getFirst();
        long limit = Quantities.count("--limit", line.value(LIMIT).orElse("25"));
        try (RegistryClient client = context.registries()) {
            List<String> found = line.has(TAGS)
                    ? client.tags(Reference.parse(operand, client.config().defaultRegistry()))
                    : repositories(client, operand);
            found.stream()
                    .limit(limit == 0 ? Long.MAX_VALUE : limit)
                    .map(Printable::line)
                    .forEach(context.out()::println);
        }
        return 0;
    }

    /** What is before the first slash is a registry when it looks like one, else part of a name. */
    private static List<String> repositories(RegistryClient client, String operand) {
        int slash = operand.indexOf('/');
        String first = slash < 0 ? operand : operand.substring(0, slash);
        boolean registry = first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
        String host = registry ? first : client.config().defaultRegistry();
        String part = registry ? (slash < 0 ? "" : operand.substring(slash + 1)) : operand;
        return client.catalog(host, part).stream()
                .map(name -> host + "/" + name)
                .toList();
    }
}
