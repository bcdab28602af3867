package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** The folder of one container while it runs. */
final class ContainerFolder implements AutoCloseable {
    private static final int ID_BYTES = 32;

    private final String id;
    private final File folder;

    private ContainerFolder(String id, File folder) {
        this.id = id;
        this.folder = folder;
    }

    /** Makes one with a random id. */
    static ContainerFolder make(StateFolder state) {
        File parent = state.containers().toFile();
        try {
            StateFolder.make(parent.toPath());
            String id = randomId();
            File folder = new File(parent, id);
            if (!folder.mkdir() || !new File(folder, "workshop").mkdir()) {
                throw new IOException(folder + " cannot be made; is the disk full?");
            }
            return new ContainerFolder(id, folder);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot make a folder for the container in %s: %s".formatted(parent, io.wasmrunner.runtime.Reason.of(e)),
                    e);
        }
    }

    /** Not from SecureRandom, which takes 20 ms to load. */
    private static String randomId() throws IOException {
        try (FileInputStream random = new FileInputStream("/dev/urandom")) {
            return HexFormat.of().formatHex(random.readNBytes(ID_BYTES));
        }
    }

    String id() {
        return id;
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
