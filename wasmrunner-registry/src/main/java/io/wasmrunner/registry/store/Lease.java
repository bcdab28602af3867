package io.wasmrunner.registry.store;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.Held;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps blobs from the garbage collection of any process until it is closed: those that a pull or a build needs but no image
 * names yet. It is a file with a digest on each line, and a lock by its name; when its process ends, however that happens, the lock
 * goes and the lease with it.
 */
public final class Lease implements AutoCloseable {
    private final BlobStore store;
    private final Path file;
    private final FileChannel channel;
    private final Held turn;
    private final Set<Digest> held = ConcurrentHashMap.newKeySet();

    Lease(BlobStore store, Path file, FileChannel channel, Held turn) {
        this.store = store;
        this.file = file;
        this.channel = channel;
        this.turn = turn;
    }

    /**
     * Holds a blob, there or not yet, and tells whether it is there. When it is, it stays, also for a collection that began
     * to look earlier.
     */
    public boolean hold(Digest digest) throws IOException {
        try (Held _ = store.lock().shared()) {
            if (held.add(digest)) {
                write(digest);
            }
            return store.touch(digest);
        }
    }

    private synchronized void write(Digest digest) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((digest + "\n").getBytes(StandardCharsets.US_ASCII));
        while (line.hasRemaining()) {
            channel.write(line);
        }
    }

    @Override
    public void close() throws IOException {
        try (turn;
                channel) {
            Files.deleteIfExists(file);
        }
    }
}
