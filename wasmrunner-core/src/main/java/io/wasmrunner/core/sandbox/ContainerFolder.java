package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one container while it runs. */
final class ContainerFolder implements AutoCloseable {
    private final File folder;

    private ContainerFolder(File folder) {
        this.folder = folder;
    }

    /** Makes the one of {@code id}. */
    static ContainerFolder make(StateFolder state, ContainerId id) {
        File parent = state.containers().toFile();
        try {
            StateFolder.make(parent.toPath());
            File folder = new File(parent, id.hex());
            if (!folder.mkdir() || !new File(folder, "workshop").mkdir()) {
                throw new IOException(folder + " cannot be made; is the disk full?");
            }
            return new ContainerFolder(folder);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot make a folder for the container in %s: %s"
                            .formatted(parent, io.wasmrunner.runtime.Reason.of(e)),
                    e);
        }
    }

    /** Where the launcher writes how the worker ended. */
    Path record() {
        return new File(folder, "end").toPath();
    }

    /** Where the worker may write. */
    Path workshop() {
        return new File(folder, "workshop").toPath();
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
