package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.file.Held;
import java.io.IOException;
import java.nio.file.Path;

/** The files of an image in one tree, which stays as long as this is open. Nothing in it may be written to: others share it. */
public final class Rootfs implements AutoCloseable {
    private final ChainId chainId;
    private final Path folder;
    private final Held mark;

    Rootfs(ChainId chainId, Path folder, Held mark) {
        this.chainId = chainId;
        this.folder = folder;
        this.mark = mark;
    }

    public ChainId chainId() {
        return chainId;
    }

    /** The root of the image. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        mark.close();
    }
}
