package io.wasmrunner.registry.store;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Content by its digest, in a folder that any number of processes share: {@code blobs/<algorithm>/<hex>} is the content,
 * {@code ingest/} what is on its way, {@code leases/} what must stay meanwhile. A blob that is there is whole.
 */
public final class BlobStore {
    private static final int BUFFER = 1 << 16;

    private final Path root;
    private final StoreLock lock;
    private final NameLocks names;

    /** Nothing is made before it is needed. */
    public BlobStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.lock = StoreLock.of(this.root.resolve("blobs.lock"));
        this.names = NameLocks.of(this.root.resolve("ingest.lock"));
    }

    public Path root() {
        return root;
    }

    public boolean has(Digest digest) {
        return Files.isRegularFile(path(digest));
    }

    /** Bytes; empty when it is not there. */
    public OptionalLong size(Digest digest) throws IOException {
        try {
            return OptionalLong.of(Files.size(path(digest)));
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    /** Where the blob is, or would be. */
    public Path path(Digest digest) {
        return root.resolve("blobs").resolve(digest.algorithm().toString()).resolve(digest.hex());
    }

    /** For reading; whoever has it open can read on when it is deleted meanwhile. */
    public FileChannel open(Digest digest) throws IOException {
        try {
            return FileChannel.open(path(digest), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw missing(digest, e);
        }
    }

    /**
     * The whole of a small one, verified.
     *
     * @param most bytes; more are refused
     * @throws RegistryException {@link RegistryError#NOT_FOUND}, or {@link RegistryError#INVALID} when it is damaged or too
     *     large
     */
    public byte[] read(Digest digest, int most) throws IOException {
        byte[] content;
        try (FileChannel channel = open(digest)) {
            if (channel.size() > most) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot read " + digest + ": it has " + channel.size() + " bytes; the most is " + most);
            }
            ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            content = buffer.array();
        }
        Digest actual = Digester.of(digest.algorithm())
                .update(content, 0, content.length)
                .digest();
        if (!actual.equals(digest)) {
            throw damaged(digest);
        }
        return content;
    }

    /** Whether the content is still what its digest says; reads all of it. */
    public boolean verify(Digest digest) throws IOException {
        Digester digester = Digester.of(digest.algorithm());
        try (FileChannel channel = open(digest)) {
            feed(channel, digester);
        }
        return digester.digest().equals(digest);
    }

    /** What is thrown for a blob whose bytes are no longer those of its digest. */
    public RegistryException damaged(Digest digest) {
        return new RegistryException(
                RegistryError.INVALID,
                "cannot read " + digest + ": digest mismatch in " + path(digest) + "; remove it and pull again");
    }

    private RegistryException missing(Digest digest, IOException cause) {
        return new RegistryException(
                RegistryError.NOT_FOUND, "cannot read " + digest + ": it is not in the store; pull again", cause);
    }

    /** Stores a small one. */
    public Digest put(byte[] content) throws IOException {
        try (BlobWriter writer = create(DigestAlgorithm.SHA256)) {
            writer.write(content, 0, content.length);
            return writer.commitAsIs();
        }
    }

    /** A new writer; what it wrote is gone when it is closed without a commit. */
    public BlobWriter create(DigestAlgorithm algorithm) throws IOException {
        return resume("." + UUID.randomUUID(), algorithm);
    }

    /**
     * A writer that goes on where an earlier one of that name stopped, if it did. Waits while another thread or process
     * writes by that name.
     *
     * @param name of a file: letters, digits, {@code -} and {@code .}
     */
    public BlobWriter resume(String name, DigestAlgorithm algorithm) throws IOException {
        return resume(name, algorithm, null);
    }

    /**
     * As {@link #resume(String, DigestAlgorithm)}, without reading what is there when the pause is of just that.
     *
     * @param pause of the writer of that name which was closed last
     */
    public BlobWriter resume(String name, DigestAlgorithm algorithm, @Nullable Pause pause) throws IOException {
        PrivateFolders.make(ingest());
        Held turn = names.lock(name);
        BlobWriter writer = null;
        try {
            writer = open(ingest().resolve(name), algorithm, pause, turn);
            return writer;
        } finally {
            if (writer == null) {
                turn.close();
            }
        }
    }

    private BlobWriter open(Path file, DigestAlgorithm algorithm, @Nullable Pause pause, Held turn) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        BlobWriter writer = null;
        try {
            Digester known = pause == null ? null : pause.take(algorithm, channel.size());
            Digester digester = known == null ? Digester.of(algorithm) : known;
            long size = known == null ? feed(channel, digester) : channel.size();
            channel.position(size);
            writer = new BlobWriter(this, file, channel, digester, size, turn);
            return writer;
        } finally {
            if (writer == null) {
                channel.close();
            }
        }
    }

    /** Bytes that came so far by that name; empty when no writer of it was kept. */
    public OptionalLong partSize(String name) throws IOException {
        try {
            return OptionalLong.of(Files.size(ingest().resolve(name)));
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    /** Removes what came so far by that name. */
    public void discard(String name) throws IOException {
        try (Held _ = names.lock(name)) {
            Files.deleteIfExists(ingest().resolve(name));
        }
    }

    /** A new lease, which holds nothing yet. */
    public Lease lease() throws IOException {
        Path folder = root.resolve("leases");
        PrivateFolders.make(folder);
        String name = UUID.randomUUID().toString();
        Held turn = names.lock(name);
        Lease lease = null;
        try {
            Path file = folder.resolve(name);
            lease = new Lease(
                    this, file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), turn);
            return lease;
        } finally {
            if (lease == null) {
                turn.close();
            }
        }
    }

    /**
     * Keeps a blob from a collection that is going on, until its grace is over, and tells whether it is there. What must
     * stay longer before an image names it, needs a {@link Lease}.
     */
    public boolean touch(Digest digest) throws IOException {
        try (Held _ = lock.shared()) {
            Files.setLastModifiedTime(path(digest), FileTime.fromMillis(System.currentTimeMillis()));
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** All there are, in no order. */
    public List<Digest> list() throws IOException {
        List<Digest> all = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            for (Path file : files(root.resolve("blobs").resolve(algorithm.toString()))) {
                String text = algorithm + ":" + file.getFileName();
                if (Digest.isDigest(text)) {
                    all.add(Digest.parse(text));
                }
            }
        }
        return all;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    StoreLock lock() {
        return lock;
    }

    NameLocks names() {
        return names;
    }

    Path ingest() {
        return root.resolve("ingest");
    }

    private static long feed(FileChannel channel, Digester digester) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long size = 0;
        while (channel.read(buffer) >= 0) {
            buffer.flip();
            size += buffer.remaining();
            digester.update(buffer);
            buffer.clear();
        }
        return size;
    }

    /** Where a blob goes, with its folder made. */
    Path pathFor(Digest digest) throws IOException {
        Path path = path(digest);
        PrivateFolders.make(path.getParent());
        return path;
    }
}
