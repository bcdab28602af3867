package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;

/** A folder that is an OCI layout. */
record LayoutFolder(Path folder, BlobStore store, Lease lease, String what) {
    private static final int BUFFER = 1 << 17;
    private static final int MOST_BLOBS = 100_000;

    /** Brings its blobs into the store. */
    void bring() throws IOException {
        int count = 0;
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            Path blobs = folder.resolve(Layout.BLOBS).resolve(algorithm.toString());
            if (!Files.isDirectory(blobs)) {
                continue;
            }
            try (Stream<Path> files = Files.list(blobs)) {
                for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
                    Path file = all.next();
                    if (++count > MOST_BLOBS) {
                        throw new RegistryException(
                                RegistryError.INVALID, what + ": it has more than " + MOST_BLOBS + " blobs");
                    }
                    blob(file, Layout.digest(Layout.BLOBS + algorithm + "/" + file.getFileName(), what));
                }
            }
        }
    }

    private void blob(Path file, Digest digest) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new RegistryException(RegistryError.INVALID, what + ": " + file + " is not a file");
        }
        if (lease.hold(digest)) {
            return;
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
                BlobWriter writer = store.create(digest.algorithm())) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                writer.write(buffer, 0, read);
            }
            writer.commit(digest);
        }
    }

    /** A small file of it; empty when it is not there. */
    static Optional<byte[]> small(Path file, String what) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(Document.LARGEST + 1);
            if (bytes.length > Document.LARGEST) {
                throw new RegistryException(
                        RegistryError.INVALID, what + ": " + file + " has more than " + Document.LARGEST + " bytes");
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
