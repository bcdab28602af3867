package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.fs.PrivateFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one container while it runs. */
final class ContainerFolder implements AutoCloseable {
    private static final String WORKSHOP = "workshop";

    private final File folder;

    private ContainerFolder(File folder) {
        this.folder = folder;
    }

    /**
     * Makes the one of {@code id}: in the state folder, or, when that cannot be written, in the one for temporary files, where
     * it serves this run as well.
     */
    static ContainerFolder make(StateFolder state, ContainerId id) {
        try {
            PrivateFolder.make(state.runs());
            File folder = new File(state.runs().toFile(), id.hex());
            if (folder.mkdir() && new File(folder, WORKSHOP).mkdir()) {
                return new ContainerFolder(folder);
            }
        } catch (IOException e) {
            // Whether there is another place decides.
        }
        try {
            File folder = Files.createTempDirectory("wasmrunner-").toFile();
            PrivateFolder.make(new File(folder, WORKSHOP).toPath());
            return new ContainerFolder(folder);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot make a folder for the container, neither in %s nor among the temporary files: %s"
                            .formatted(state.runs(), Reason.of(e)),
                    e);
        }
    }

    /** Where the launcher writes how the worker ended. */
    Path record() {
        return new File(folder, "end").toPath();
    }

    /** Where the worker may write. */
    Path workshop() {
        return new File(folder, WORKSHOP).toPath();
    }

    /** Takes it away, so that a guest that breaks out cannot fill the disk there. */
    void closeWorkshop() {
        delete(new File(folder, WORKSHOP));
    }

    /** Removes it with all in it. */
    @Override
    public void close() {
        delete(folder);
    }

    private static void delete(File file) {
        if (!file.delete() && !Files.isSymbolicLink(file.toPath())) {
            File[] inside = file.listFiles();
            if (inside != null) {
                for (File one : inside) {
                    delete(one);
                }
                file.delete();
            }
        }
    }
}
