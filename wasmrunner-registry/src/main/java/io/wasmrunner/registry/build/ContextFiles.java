package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.context.IgnoreRules;
import io.wasmrunner.registry.build.file.Wasmfile;
import io.wasmrunner.registry.build.record.BuildInputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/** Finds the files that say how a context is built. */
final class ContextFiles {
    private static final List<String> NAMES = List.of("Wasmfile", "Dockerfile");
    private static final List<String> IGNORES = List.of(".wasmignore", ".dockerignore");
    private static final long LARGEST = 1 << 20;

    private final BuildRequest request;
    private final BuildInputs inputs;

    ContextFiles(BuildRequest request, BuildInputs inputs) {
        this.request = request;
        this.inputs = inputs;
    }

    Path context() throws IOException {
        if (!Files.isDirectory(request.context())) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND,
                    "cannot build in " + request.context() + ": it is no folder; give the folder with the Wasmfile");
        }
        return request.context().toRealPath();
    }

    Wasmfile file() throws IOException {
        String content = request.contentOrNull();
        if (content != null) {
            inputs.unrepeatable();
            return Wasmfile.parse("Wasmfile", content);
        }
        Path file = request.fileOrNull();
        if (file != null) {
            return read(file);
        }
        for (String name : NAMES) {
            Path candidate = request.context().resolve(name);
            inputs.looked(candidate);
            if (Files.isRegularFile(candidate)) {
                return read(candidate);
            }
        }
        throw new RegistryException(
                RegistryError.NOT_FOUND,
                "cannot build in " + request.context() + ": there is no Wasmfile and no Dockerfile; name one with -f");
    }

    private Wasmfile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot build from " + file + ": there is no such file");
        }
        return Wasmfile.parse(file.getFileName().toString(), text(file));
    }

    private String text(Path file) throws IOException {
        inputs.looked(file);
        Path real = file.toRealPath();
        inputs.looked(real);
        if (Files.size(real) > LARGEST) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot read " + file + ": it has more than " + LARGEST + " bytes");
        }
        return Files.readString(real);
    }

    /** As Docker, a file of the build file's own name with {@code .dockerignore} behind it goes first. */
    IgnoreRules ignoreRules() throws IOException {
        Path file = request.fileOrNull();
        if (file != null) {
            Path own = file.resolveSibling(file.getFileName() + ".dockerignore");
            inputs.looked(own);
            if (Files.isRegularFile(own, LinkOption.NOFOLLOW_LINKS)) {
                return IgnoreRules.parse(own.getFileName().toString(), text(own));
            }
        }
        for (String name : IGNORES) {
            Path candidate = request.context().resolve(name);
            inputs.looked(candidate);
            if (Files.isRegularFile(candidate, LinkOption.NOFOLLOW_LINKS)) {
                return IgnoreRules.parse(name, text(candidate));
            }
        }
        return IgnoreRules.NONE;
    }
}
