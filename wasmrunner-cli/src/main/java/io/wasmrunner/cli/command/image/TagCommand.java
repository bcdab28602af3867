package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.Images;
import java.io.IOException;
import java.util.List;

/** {@code wasmrunner tag}. */
public final class TagCommand implements Command {

    @Override
    public String name() {
        return "tag";
    }

    @Override
    public List<String> aliases() {
        return List.of("image tag");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Give an image one more name";
    }

    @Override
    public Operands operands() {
        return new Operands("<image> <name[:tag]>", 2, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner tag hello:1 localhost:5000/demo/hello:1");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images()) {
            images.tag(line.operands().getFirst(), line.operands().getLast());
        }
        return 0;
    }
}
