package io.wasmrunner.core.life;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.registry.layer.ImagePath;
import io.wasmrunner.registry.overlay.MergedView;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.fs.OpenFile;
import io.wasmrunner.sandbox.fs.OpenRequest;
import io.wasmrunner.sandbox.fs.Opened;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of a container whose guest may change its files meanwhile, and so not by paths of the host's. */
final class LiveFile {
    private static final int PIECE = 1 << 16;
    private static final OpenRequest READ =
            new OpenRequest(true, false, false, false, false, false, false, false, false);

    private LiveFile() {}

    /**
     * Reads it.
     *
     * @param container what its user calls it
     * @throws WasmrunnerException {@link ErrorCode#NOT_FOUND} when there is no such file
     */
    static byte[] read(String container, MergedView view, ImagePath path, Path lower, Path upper) throws IOException {
        Meter disk = new Meter(Quota.DISK, 0);
        try (Directory below = ConfinedFileSystem.open(lower, false, disk);
                Directory above = ConfinedFileSystem.open(upper, false, disk);
                Directory files = ConfinedFileSystem.overlay(below, above);
                Opened opened = files.open(view.follow(path, true).text(), READ)) {
            if (opened instanceof OpenFile file) {
                return content(file);
            }
        } catch (ErrnoException e) {
            throw missing(container, path, e);
        }
        throw missing(container, path, null);
    }

    private static WasmrunnerException missing(String container, ImagePath path, @Nullable Exception e) {
        return new WasmrunnerException(
                ErrorCode.NOT_FOUND,
                "cannot run %s in %s: there is no such file among the container's".formatted(path, container),
                e);
    }

    private static byte[] content(OpenFile file) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        int count = file.read(piece, 0, PIECE);
        while (count > 0 && content.size() <= ModuleLoader.MAX_SIZE) {
            content.write(piece, 0, count);
            count = file.read(piece, 0, PIECE);
        }
        return content.toByteArray();
    }
}
