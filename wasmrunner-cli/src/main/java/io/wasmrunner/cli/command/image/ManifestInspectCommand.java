package io.wasmrunner.cli.command.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.Reference;
import java.util.List;

/** {@code wasmrunner manifest inspect}. */
public final class ManifestInspectCommand implements Command {
    private static final Flag VERBOSE = Flag.toggle("With its descriptor.", "-v", "--verbose");
    private static final Flag INSECURE =
            Flag.toggle("No effect: registries.toml says which registries are insecure.", "--insecure");

    @Override
    public String name() {
        return "manifest inspect";
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Show the manifest or index that a registry has by a name";
    }

    @Override
    public List<Flag> flags() {
        return List.of(VERBOSE, INSECURE);
    }

    @Override
    public Operands operands() {
        return new Operands("<image>", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner manifest inspect localhost:5000/demo/hello:1");
    }

    @Override
    public int run(ParsedLine line, Context context) {
        if (line.has(INSECURE)) {
            context.warn("--insecure has no effect: registries.toml says which registries are insecure");
        }
        try (RegistryClient client = context.registries()) {
            Document document = client.manifest(
                    Reference.parse(line.operands().getFirst(), client.config().defaultRegistry()));
            ObjectNode shown = Json.object(document.bytes(), "the manifest");
            if (line.has(VERBOSE)) {
                ObjectNode both = Json.object();
                both.put("Ref", line.operands().getFirst());
                both.set("Descriptor", document.descriptor().write());
                both.set("Manifest", shown);
                shown = both;
            }
            context.out().println(Json.pretty(shown));
        }
        return 0;
    }
}
