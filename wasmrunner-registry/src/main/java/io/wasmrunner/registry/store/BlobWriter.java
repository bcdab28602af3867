package io.wasmrunner.registry.store;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Content on its way into a store. It is digested as it comes, and becomes a blob with {@link #commit} only. For one thread
 * at a time.
 */
public final class BlobWriter extends OutputStream {
    private final BlobStore store;
    private final Path file;
    private final FileChannel channel;
    private final Digester digester;
    private final Held turn;
    private long size;
    private boolean kept;
    private boolean closed;

    BlobWriter(BlobStore store, Path file, FileChannel channel, Digester digester, long size, Held turn) {
        this.store = store;
        this.file = file;
        this.channel = channel;
        this.digester = digester;
        this.size = size;
        this.turn = turn;
    }

    /** Bytes so far, with those of earlier attempts. */
    public long size() {
        return size;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        FailPoint.reach("blob.write");
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        digester.update(bytes, offset, length);
        size += length;
    }

    /** Forgets everything so far: the other side began anew. */
    public void restart() throws IOException {
        channel.truncate(0);
        channel.position(0);
        digester.digest();
        size = 0;
    }

    /**
     * Makes it a blob, to stay, and closes the writer.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when the content has another digest; it is deleted then
     */
    public void commit(Digest expected) throws IOException {
        Digest actual = digester.digest();
        if (!actual.equals(expected)) {
            kept = false;
            close();
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot store " + expected + ": the content that came has the digest " + actual);
        }
        commitAs(actual);
    }

    /** Makes it a blob under its own digest, to stay, and closes the writer. */
    public Digest commitAsIs() throws IOException {
        Digest digest = digester.digest();
        commitAs(digest);
        return digest;
    }

    /** As {@link #commitAsIs()}, held by a lease before anybody else can see it. */
    public Digest commitAsIs(Lease lease) throws IOException {
        Digest digest = digester.digest();
        lease.hold(digest);
        commitAs(digest);
        return digest;
    }

    private void commitAs(Digest digest) throws IOException {
        try {
            FailPoint.reach("blob.written");
            // What came long ago, and in parts, is new as a blob: its grace begins now.
            Files.setLastModifiedTime(file, FileTime.fromMillis(System.currentTimeMillis()));
            channel.force(false);
            DurableFile.rename(file, store.pathFor(digest));
            kept = true;
        } finally {
            close();
        }
    }

    /** Leaves what came so far for another attempt by the same name, instead of deleting it on close. */
    public void keep() {
        kept = true;
    }

    /** Keeps and closes it, so that another writer can go on without reading what is there. */
    public Pause pause() throws IOException {
        keep();
        close();
        return new Pause(digester, size);
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try (channel) {
            if (!kept) {
                Files.deleteIfExists(file);
            }
        } finally {
            turn.close();
        }
    }
}
