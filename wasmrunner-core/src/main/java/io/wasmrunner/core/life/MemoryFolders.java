package io.wasmrunner.core.life;

import io.wasmrunner.core.container.ContainerFiles;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.sandbox.digest.Sha256;
import io.wasmrunner.sandbox.fs.Ownership;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Directories in memory, for {@code --tmpfs}: they last as long as the container runs. */
final class MemoryFolders {
    private static final Path SHARED = Path.of("/dev/shm");

    private final ContainerFiles files;
    private final Consumer<String> warnings;

    MemoryFolders(ContainerFiles files, Consumer<String> warnings) {
        this.files = files;
        this.warnings = warnings;
    }

    /** A new one, empty. */
    Path make(ContainerId id, String target) throws IOException {
        Path folder = folder(id);
        if (!folder.startsWith(SHARED)) {
            warnings.accept("there is no memory file system at " + SHARED + ": --tmpfs " + target
                    + " is on the disk until the container stops");
        }
        PrivateFolders.make(folder);
        if (Ownership.of(folder) != Ownership.PRIVATE) {
            throw new IOException(folder + " is somebody else's");
        }
        Path made = of(id, target);
        Trees.delete(made);
        return Files.createDirectory(made);
    }

    /** The one that was made when the container was started. */
    Path of(ContainerId id, String target) throws IOException {
        return folder(id)
                .resolve(Sha256.hex(target.getBytes(StandardCharsets.UTF_8)).substring(0, 16));
    }

    /** Takes all of a container's away. */
    void remove(ContainerId id) throws IOException {
        Trees.delete(folder(id));
    }

    private Path folder(ContainerId id) throws IOException {
        boolean memory =
                Files.isWritable(SHARED) && Files.getFileStore(SHARED).type().equals("tmpfs");
        return memory
                ? SHARED.resolve("wasmrunner-" + id.hex())
                : files.folder(id).resolve("memory");
    }
}
