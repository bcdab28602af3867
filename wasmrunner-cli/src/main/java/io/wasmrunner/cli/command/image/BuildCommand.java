package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Command;
import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.command.Self;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.Operands;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.cli.progress.BlobProgress;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.image.ImageArchives;
import io.wasmrunner.core.image.ImageBuild;
import io.wasmrunner.core.image.Images;
import io.wasmrunner.core.image.PulledBases;
import io.wasmrunner.core.image.StepProcess;
import io.wasmrunner.registry.build.BuildRequest;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code wasmrunner build}. */
public final class BuildCommand implements Command {
    private static final int LARGEST_FILE = 1 << 20;

    static final Flag SANDBOX =
            Flag.value("mode", "The sandbox around programs of RUN, as run has it. Default strict.", "--sandbox");

    @Override
    public String name() {
        return "build";
    }

    @Override
    public List<String> aliases() {
        return List.of("image build");
    }

    @Override
    public Group group() {
        return Group.IMAGES;
    }

    @Override
    public String summary() {
        return "Build an image from a Wasmfile or Dockerfile, or from one module";
    }

    @Override
    public List<Flag> flags() {
        return BuildFlags.all();
    }

    @Override
    public Operands operands() {
        return new Operands("<folder|module.wasm|module.wat|->", 1, 1, false);
    }

    @Override
    public List<String> examples() {
        return List.of(
                "wasmrunner build -t hello:1 examples/hello/hello.wasm",
                "wasmrunner build -t app:1 .",
                "wasmrunner build -f Wasmfile --target test --build-arg LEVEL=2 -t app:test .");
    }

    @Override
    public int run(ParsedLine line, Context context) throws IOException {
        context.out().println(image(line, context));
        return 0;
    }

    /** Builds the image that a line describes, and gives its id. */
    static String image(ParsedLine line, Context context) throws IOException {
        Optional<Path> archive = BuildFlags.archive(line);
        List<String> words = BuildFlags.words(line, context.environment());
        boolean quiet = line.has(PullFlags.QUIET);
        Unchanged unchanged = new Unchanged(context, words);
        String known = line.has(BuildFlags.NO_CACHE) || line.has(BuildFlags.PULL) || archive.isPresent()
                ? null
                : unchanged.image();
        if (known == null) {
            known = build(line, archive, unchanged, quiet, context);
        } else if (!quiet) {
            context.err().println("nothing changed");
        }
        if (line.value(BuildFlags.IIDFILE).isPresent()) {
            Files.writeString(Path.of(line.value(BuildFlags.IIDFILE).get()), known);
        }
        return known;
    }

    private static String build(
            ParsedLine line, Optional<Path> archive, Unchanged unchanged, boolean quiet, Context context)
            throws IOException {
        String operand = line.operands().getFirst();
        BuildOutput output = new BuildOutput(context.err(), quiet);
        try (Images images = context.images()) {
            List<Reference> names =
                    line.values(BuildFlags.TAG).stream().map(images::reference).toList();
            ImageBuild build = new ImageBuild(images, context.modules());
            ImageBuild.Result result = isModule(operand, line)
                    ? build.module(operand, BuildFlags.labels(line), BuildFlags.epoch(context.environment()), names)
                    : build.file(
                            request(line, operand, context),
                            names,
                            bases(line, images, quiet, context),
                            steps(line, context),
                            output);
            if (!quiet) {
                names.forEach(name -> context.err().println("named " + name.familiar()));
            }
            if (!line.has(PullFlags.NO_COMPILE)) {
                String name = names.isEmpty()
                        ? result.image().id().abbreviated()
                        : names.getFirst().familiar();
                Precompile.of(name, result.image(), images, quiet, context);
            }
            if (archive.isPresent()) {
                List<String> saved = names.isEmpty()
                        ? List.of(result.image().id().toString())
                        : names.stream().map(Reference::familiar).toList();
                new ImageArchives(images).save(saved, archive.get());
            }
            unchanged.remember(result.inputs(), result.image(), names);
            return result.image().id().toString();
        }
    }

    private static boolean isModule(String operand, ParsedLine line) {
        return operand.endsWith(".wasm")
                || operand.endsWith(".wat")
                || (operand.equals("-") && line.value(BuildFlags.FILE).isEmpty());
    }

    private static BuildRequest request(ParsedLine line, String operand, Context context) throws IOException {
        boolean stdin = line.value(BuildFlags.FILE).filter("-"::equals).isPresent();
        String content = stdin ? new String(context.in().readNBytes(LARGEST_FILE), StandardCharsets.UTF_8) : null;
        return BuildFlags.request(line, Path.of(operand), content, context.environment());
    }

    private static PulledBases bases(ParsedLine line, Images images, boolean quiet, Context context) {
        return new PulledBases(
                images,
                context::registries,
                BlobProgress.of(quiet, context.err(), context.environment()),
                line.has(BuildFlags.PULL));
    }

    private static StepProcess steps(ParsedLine line, Context context) {
        return new StepProcess(
                Self::command,
                line.value(SANDBOX).orElseGet(() -> context.settings().text(ConfigKey.RUN_SANDBOX)));
    }
}
