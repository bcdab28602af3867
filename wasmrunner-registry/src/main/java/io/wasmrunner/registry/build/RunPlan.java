package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.build.file.Position;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.layer.TreeCopy;
import io.wasmrunner.registry.layer.TreeDifference;
import io.wasmrunner.registry.layer.WorkFolders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** RUN: a program of the stage changes a copy of the stage's files; what it changed is the layer. */
record RunPlan(
        Position at,
        List<String> words,
        List<String> env,
        String workingDir,
        Snapshots snapshots,
        StepRunner runner,
        Consumer<String> output)
        implements LayerPlan {
    private static final byte[] WASM = {0, 'a', 's', 'm'};

    @Override
    public String inputs() {
        StringBuilder text = new StringBuilder("run\n").append(workingDir).append('\n');
        words.forEach(
                word -> text.append(word.length()).append(':').append(word).append('\n'));
        text.append("env\n");
        env.forEach(word -> text.append(word.length()).append(':').append(word).append('\n'));
        return text.toString();
    }

    @Override
    public Content make(@Nullable Path tree) throws IOException {
        if (tree == null) {
            throw at.wrong("RUN has nothing to run: the stage has no files yet");
        }
        ImagePath program = program(tree);
        WorkFolders.Work work = snapshots.work();
        boolean made = false;
        try {
            Path changed = work.folder().resolve("rootfs");
            TreeCopy.writable(tree, changed);
            Files.createDirectories(ScopedPaths.follow(changed, ImagePath.normalized(workingDir), true)
                    .in(changed));
            int code = runner.run(new StepRunner.Program(changed, program, words, env, workingDir), output);
            if (code != 0) {
                throw at.wrong(RegistryError.INVALID, "RUN " + words.getFirst() + " ended with exit code " + code);
            }
            Content content = new Content(TreeDifference.between(tree, changed), List.of(work));
            made = true;
            return content;
        } finally {
            if (!made) {
                work.close();
            }
        }
    }

    private ImagePath program(Path tree) throws IOException {
        String word = words.getFirst();
        ImagePath named = Destination.absolute(word, ImagePath.normalized(workingDir));
        ImagePath program = ScopedPaths.follow(tree, named, true);
        if (!Files.isRegularFile(program.in(tree), LinkOption.NOFOLLOW_LINKS)) {
            throw at.wrong(
                    RegistryError.NOT_FOUND,
                    "RUN cannot find " + word + ": it runs a .wasm of the stage, and there is no " + named
                            + " (there is no shell and no PATH; COPY the program ahead of it)");
        }
        try (InputStream content = Files.newInputStream(program.in(tree))) {
            if (!Arrays.equals(content.readNBytes(WASM.length), WASM)) {
                throw at.wrong(RegistryError.INVALID, "RUN cannot run " + word + ": it is no WebAssembly module");
            }
        }
        return program;
    }
}
