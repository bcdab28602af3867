package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.image.ImageImport;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.registry.archive.TarImport;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code wasmrunner import}. */
public final class ImportCommand implements Command {
    private static final Flag CHANGE = Flag.list(
            "instruction",
            "Say more about the image: ENTRYPOINT, CMD, ENV, WORKDIR, VOLUME, LABEL, as in a Wasmfile.",
            "-c",
            "--change");
    private static final Flag MESSAGE = Flag.value("text", "A comment for its history.", "-m", "--message");

    @Override
    public String name() {
        return "import";
    }

    @Override
    public List<String> aliases() {
        return List.of("image import");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Make an image of an archive of files";
    }

    @Override
    public List<Flag> flags() {
        return List.of(CHANGE, MESSAGE, PullFlags.PLATFORM);
    }

    @Override
    public Operands operands() {
        return new Operands("<files.tar|-> [name[:tag]]", 1, 2, false);
    }

    @Override
    public List<String> examples() {
        return List.of("wasmrunner import -c 'ENTRYPOINT [\\\"/app.wasm\\\"]' files.tar app:1");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        String file = line.operands().getFirst();
        Platform platform = line.value(PullFlags.PLATFORM).map(Platform::parse).orElse(Platform.WASI);
        try (Images images = context.images();
                InputStream in = file.equals("-") ? context.in() : Files.newInputStream(Path.of(file))) {
            List<Reference> names =
                    line.operands().stream().skip(1).map(images::reference).toList();
            TarImport.Settings settings = new TarImport.Settings(
                    platform, RunConfig.EMPTY, "", line.value(MESSAGE).orElse(""));
            context.out()
                    .println(new ImageImport(images, context.modules())
                            .of(in, file, settings, line.values(CHANGE), names));
        } catch (NoSuchFileException e) {
            throw new WasmrunnerException(ErrorCode.NOT_FOUND, "cannot open " + file + ": no such file", e);
        }
        return 0;
    }
}
