package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.layer.TreeDifference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A store, a context, images by name, and programs of RUN that are written in Java. */
final class BuildWorld implements AutoCloseable {
    /** The shortest module there is. */
    static final byte[] MODULE = {0, 'a', 's', 'm', 1, 0, 0, 0};

    final BlobStore blobs;
    final Snapshots snapshots;
    final LayerCache cache;
    final Path context;
    final Map<String, Manifest> images = new TreeMap<>();
    final List<String> events = new ArrayList<>();
    final List<StepRunner.Program> ran = new ArrayList<>();
    final Lease lease;
    private final Builder builder;

    BuildWorld(Path home, Path context) throws IOException {
        this.context = context;
        this.blobs = new BlobStore(home.resolve("content"));
        this.snapshots = new Snapshots(home.resolve("snapshots"), blobs);
        this.cache = new LayerCache(home.resolve("buildcache"));
        this.lease = blobs.lease();
        this.builder = new Builder(blobs, snapshots, cache, this::find, this::run, this::check);
    }

    private Manifest find(String reference, io.wasmrunner.registry.format.Platform wanted, Lease held) {
        Manifest manifest = images.get(reference);
        if (manifest == null) {
            throw new RegistryException(RegistryError.NOT_FOUND, "cannot find " + reference + " for " + wanted);
        }
        return manifest;
    }

    /** {@code write FILE TEXT}, {@code remove FILE}, {@code env NAME FILE}, {@code fail CODE}, {@code say TEXT}. */
    private int run(StepRunner.Program program, Consumer<String> output) throws IOException {
        ran.add(program);
        List<String> words = program.arguments();
        Path rootfs = program.rootfs();
        switch (words.get(1)) {
            case "write" -> {
                Path file = ImagePath.normalized(words.get(2)).in(rootfs);
                Files.createDirectories(file.getParent());
                Files.writeString(file, words.get(3));
            }
            case "remove" -> Files.delete(ImagePath.normalized(words.get(2)).in(rootfs));
            case "env" ->
                Files.writeString(
                        ImagePath.normalized(words.get(2)).in(rootfs),
                        String.join("\n", program.env()) + "\n" + program.workingDir());
            case "say" -> output.accept(words.get(2));
            default -> {
                return Integer.parseInt(words.get(2));
            }
        }
        return 0;
    }

    private void check(Path module, String name) throws IOException {
        if (!new String(Files.readAllBytes(module), StandardCharsets.ISO_8859_1).startsWith("\0asm")) {
            throw new RegistryException(RegistryError.INVALID, name + " is no module");
        }
    }

    BuildWorld file(String name, String content) throws IOException {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    BuildWorld file(String name, byte[] content) throws IOException {
        Path file = context.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return this;
    }

    Built build(String... lines) throws IOException {
        file("Wasmfile", String.join("\n", lines));
        return build(BuildRequest.of(context));
    }

    Built build(BuildRequest request) throws IOException {
        events.clear();
        return builder.build(request, new Recorder(), lease);
    }

    ImageConfig config(Built built) throws IOException {
        return ImageConfig.parse(blobs.read(built.manifest().config().digest(), Document.LARGEST), "the config");
    }

    Rootfs open(Built built) throws IOException {
        return snapshots.open(built.manifest(), config(built));
    }

    /** All paths in the image. */
    List<String> paths(Built built) throws IOException {
        try (Rootfs rootfs = open(built)) {
            return TreeDifference.all(rootfs.folder()).keySet().stream()
                    .map(ImagePath::text)
                    .toList();
        }
    }

    String read(Built built, String path) throws IOException {
        try (Rootfs rootfs = open(built)) {
            return Files.readString(rootfs.folder().resolve(path));
        }
    }

    @Override
    public void close() throws IOException {
        lease.close();
    }

    private final class Recorder implements BuildListener {
        @Override
        public void begins(BuildStep step) {
            events.add(step.number() + "/" + step.of() + " " + step.stage() + " " + step.text());
        }

        @Override
        public void cached(BuildStep step) {
            events.add("cached " + step.number());
        }

        @Override
        public void output(BuildStep step, String line) {
            events.add("output " + step.number() + " " + line);
        }

        @Override
        public void warns(String warning) {
            events.add("warning " + warning);
        }
    }
}
