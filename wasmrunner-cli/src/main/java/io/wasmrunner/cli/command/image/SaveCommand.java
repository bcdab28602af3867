package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.progress.Terminal;
import io.wasmrunner.core.image.ImageArchives;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner save}. */
public final class SaveCommand implements Command {
    private static final Flag OUTPUT =
            Flag.value("file", "Where to write. Default: stdout, unless it is a terminal.", "-o", "--output");

    @Override
    public String name() {
        return "save";
    }

    @Override
    public List<String> aliases() {
        return List.of("image save");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Write images to an archive: an OCI layout that docker load reads too";
    }

    @Override
    public List<Flag> flags() {
        return List.of(OUTPUT);
    }

    @Override
    public Operands operands() {
        return new Operands("<image>…", 1, Integer.MAX_VALUE, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner save -o hello.tar hello:1", "wasmrunner save hello:1 | gzip > hello.tar.gz");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        try (Images images = context.images()) {
            ImageArchives archives = new ImageArchives(images);
            if (line.value(OUTPUT).isPresent()) {
                archives.save(line.operands(), Path.of(line.value(OUTPUT).get()));
            } else if (Terminal.isStdout()) {
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot save to a terminal; name a file with -o, or pipe it somewhere");
            } else {
                archives.save(line.operands(), context.out());
                context.out().flush();
            }
        }
        return 0;
    }
}
