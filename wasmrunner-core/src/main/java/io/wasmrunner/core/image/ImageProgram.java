package io.wasmrunner.core.image;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.module.ModuleSource;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.image.ImageStyle;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.layer.ScopedPaths;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.HostDirectory;
import io.wasmrunner.sandbox.digest.Sha256;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image as a program: its module, its files and volumes, and what it says about arguments and variables. Its files stay as
 * long as it is open, its volumes no longer.
 */
public final class ImageProgram implements ModuleSource, AutoCloseable {
    private final String name;
    private final Image image;
    private final ImageStore store;
    private final List<String> command;
    private final @Nullable Rootfs rootfs;
    private final Volumes volumes;
    private byte @Nullable [] module;

    private ImageProgram(
            String name,
            Image image,
            ImageStore store,
            List<String> command,
            @Nullable Rootfs rootfs,
            Volumes volumes) {
        this.name = name;
        this.image = image;
        this.store = store;
        this.command = List.copyOf(command);
        this.rootfs = rootfs;
        this.volumes = volumes;
    }

    /**
     * Makes an image ready to run.
     *
     * @param name what the user called it
     * @param entrypoint instead of the image's, or null
     * @param arguments instead of the image's default ones, unless there are none
     * @throws RegistryException when it is damaged, or {@link RegistryError#INVALID} when it holds no program
     */
    public static ImageProgram open(
            String name,
            Image image,
            Images images,
            StateFolder state,
            @Nullable String entrypoint,
            List<String> arguments)
            throws IOException {
        ImageStore store = images.store();
        List<String> command = command(name, image, entrypoint, arguments);
        if (image.style() == ImageStyle.MODULE) {
            ImageProgram program = new ImageProgram(name, image, store, command, null, Volumes.none());
            program.module = program.verified(Objects.requireNonNull(image.moduleOrNull()));
            return program;
        }
        Rootfs rootfs = images.snapshots().open(image.layers(), image.diffIds());
        ImageProgram program = null;
        try {
            Volumes volumes =
                    Volumes.make(state, rootfs.folder(), image.config().volumes());
            program = new ImageProgram(name, image, store, command, rootfs, volumes);
            return program;
        } finally {
            if (program == null) {
                rootfs.close();
            }
        }
    }

    /** The words that make it run, the first of which is the module. */
    private static List<String> command(String name, Image image, @Nullable String entrypoint, List<String> arguments) {
        if (image.style() == ImageStyle.OTHER) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot run " + name + ": it holds neither a module nor files, but "
                            + (image.layers().isEmpty()
                                    ? "nothing"
                                    : image.layers().getFirst().mediaType()));
        }
        RunConfig config = image.config();
        List<String> words = new ArrayList<>();
        if (entrypoint != null) {
            words.add(entrypoint);
            words.addAll(arguments);
        } else {
            words.addAll(config.entrypoint());
            words.addAll(arguments.isEmpty() ? config.cmd() : arguments);
            if (image.style() == ImageStyle.MODULE && config.entrypoint().isEmpty()) {
                words.addFirst(image.moduleName());
            }
        }
        if (words.isEmpty() || words.getFirst().isEmpty()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot run " + name + ": it names no program; name one with --entrypoint /app.wasm");
        }
        return words;
    }

    /** What the user called it. */
    public String name() {
        return name;
    }

    /** The guest's arguments, after its own name. */
    public List<String> arguments() {
        return command.subList(1, command.size());
    }

    /** {@code NAME=value} each. */
    public List<String> environment() {
        List<String> variables = new ArrayList<>(image.config().env());
        if (!image.config().workingDir().isEmpty()) {
            variables.add("PWD=" + image.config().workingDir());
        }
        return variables;
    }

    /** {@code 80/tcp} each. */
    public List<String> exposedPorts() {
        return image.config().exposedPorts();
    }

    /** Its files, read-only, and its volumes. */
    public List<GuestMount> mounts() {
        List<GuestMount> mounts = new ArrayList<>();
        if (rootfs != null) {
            mounts.add(new GuestMount(new HostDirectory.Named(rootfs.folder()), "/", false, "the files of " + name));
            mounts.addAll(volumes.mounts());
        }
        return mounts;
    }

    @Override
    public ModuleFile read(ModuleLoader modules) throws IOException {
        byte[] bytes = module;
        return modules.of(name, bytes != null ? bytes : bytes(file()));
    }

    private byte[] verified(Digest digest) throws IOException {
        byte[] bytes = bytes(store.blobs().path(digest));
        boolean whole = digest.algorithm() == DigestAlgorithm.SHA256
                ? Sha256.hex(bytes).equals(digest.hex())
                : store.blobs().verify(digest);
        if (!whole) {
            throw store.blobs().damaged(digest);
        }
        return bytes;
    }

    private Path file() throws IOException {
        Path tree = Objects.requireNonNull(rootfs).folder();
        String first = command.getFirst();
        ImagePath path = ImagePath.normalized(
                first.startsWith("/") ? first : image.config().workingDir() + "/" + first);
        return ScopedPaths.follow(tree, path, true).in(tree);
    }

    private byte[] bytes(Path file) throws IOException {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            return in.readNBytes(ModuleLoader.MAX_SIZE + 1);
        } catch (FileNotFoundException e) {
            if (rootfs == null) {
                throw store.blobs().damaged(Objects.requireNonNull(image.moduleOrNull()));
            }
            throw new WasmrunnerException(
                    ErrorCode.NOT_FOUND,
                    "cannot run " + command.getFirst() + " of " + name + ": there is no such file in the image",
                    e);
        }
    }

    @Override
    public void close() throws IOException {
        try (Rootfs _ = rootfs) {
            volumes.close();
        }
    }
}
