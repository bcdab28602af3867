package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageArchives;
import io.wasmrunner.core.image.Images;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner load}. */
public final class LoadCommand implements Command {
    private static final Flag INPUT =
            Flag.value("file", "What to read, a folder too. Default: stdin.", "-i", "--input");

    @Override
    public String name() {
        return "load";
    }

    @Override
    public List<String> aliases() {
        return List.of("image load");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Read images from an archive: an OCI layout, or what docker save wrote";
    }

    @Override
    public List<Flag> flags() {
        return List.of(INPUT, PullFlags.QUIET);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner load -i hello.tar", "docker save app:1 | wasmrunner load");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images()) {
            ImageArchives archives = new ImageArchives(images);
            List<String> loaded = line.value(INPUT).isPresent()
                    ? archives.load(Path.of(line.value(INPUT).get()))
                    : archives.load(context.in(), "stdin");
            loaded.forEach(name -> context.out().println(line.has(PullFlags.QUIET) ? name : "Loaded image: " + name));
        }
        return 0;
    }
}
