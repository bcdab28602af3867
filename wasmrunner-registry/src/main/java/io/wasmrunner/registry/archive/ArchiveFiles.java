package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarKind;
import io.wasmrunner.registry.layer.tar.TarLimits;
import io.wasmrunner.registry.layer.tar.TarReader;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an archive that a stranger wrote has: small documents in memory, the rest in the store, where nothing names it yet.
 * Names in it lead nowhere but to other names in it.
 */
final class ArchiveFiles {
    private static final int BUFFER = 1 << 17;
    private static final int MOST_LINKS = 16;
    private static final TarLimits LIMITS = new TarLimits(100_000, 1024);

    private final BlobStore store;
    private final Lease lease;
    private final String what;
    private final Map<String, byte[]> documents = new HashMap<>();
    private final Map<String, Digest> files = new HashMap<>();
    private final Map<String, String> links = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final byte[] buffer = new byte[BUFFER];

    private ArchiveFiles(BlobStore store, Lease lease, String what) {
        this.store = store;
        this.lease = lease;
        this.what = what;
    }

    /** @param what {@code cannot load images.tar} */
    static ArchiveFiles read(InputStream in, BlobStore store, Lease lease, String name, String what)
            throws IOException {
        ArchiveFiles files = new ArchiveFiles(store, lease, what);
        TarFault fault = new TarFault(name);
        TarReader tar = new TarReader(new BufferedInputStream(Expansion.of(in, fault), BUFFER), LIMITS, fault);
        for (TarEntry entry = tar.next(); entry != null; entry = tar.next()) {
            files.take(entry, tar);
        }
        return files;
    }

    private void take(TarEntry entry, TarReader tar) throws IOException {
        String name = name(entry.name());
        if (entry.kind() != TarKind.FOLDER && !names.add(name)) {
            throw wrong(name + " stands in it twice");
        }
        switch (entry.kind()) {
            case FOLDER -> {}
            case SYMLINK -> links.put(name, resolve(name, entry.target()));
            case HARD_LINK -> links.put(name, name(entry.target()));
            case FILE -> file(name, entry, tar);
            case CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> throw wrong(name + " is neither a file nor a folder");
        }
    }

    private void file(String name, TarEntry entry, TarReader tar) throws IOException {
        if (name.startsWith(Layout.BLOBS)) {
            blob(Layout.digest(name, what), entry.size(), tar);
        } else if (name.equals(Layout.INDEX) || name.equals(Layout.MARKER) || name.equals(Layout.DOCKER)) {
            documents.put(name, document(name, entry.size(), tar));
        } else if (name.endsWith(".tar") || name.endsWith(".json")) {
            try (BlobWriter writer = store.create(DigestAlgorithm.SHA256)) {
                copy(tar, writer);
                Digest digest = writer.commitAsIs();
                lease.hold(digest);
                files.put(name, digest);
            }
        }
    }

    private void blob(Digest digest, long size, TarReader tar) throws IOException {
        if (lease.hold(digest)) {
            return;
        }
        try (BlobWriter writer = store.create(digest.algorithm())) {
            copy(tar, writer);
            if (writer.size() != size) {
                throw wrong(digest + " is cut off");
            }
            writer.commit(digest);
        }
    }

    private void copy(TarReader tar, BlobWriter writer) throws IOException {
        for (int read = tar.read(buffer, 0, buffer.length); read >= 0; read = tar.read(buffer, 0, buffer.length)) {
            writer.write(buffer, 0, read);
        }
    }

    private byte[] document(String name, long size, TarReader tar) throws IOException {
        if (size > Document.LARGEST) {
            throw wrong(name + " has " + size + " bytes; the most is " + Document.LARGEST);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = tar.read(buffer, 0, buffer.length); read >= 0; read = tar.read(buffer, 0, buffer.length)) {
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    /** The plain form of a name; one that leads out of the archive is refused. */
    private String name(String written) {
        StringBuilder plain = new StringBuilder();
        for (String part : written.split("/", -1)) {
            if (part.equals("..") || written.startsWith("/") || part.chars().anyMatch(Character::isISOControl)) {
                throw wrong("it has a name that leads out of it, or has control characters");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                plain.append(plain.isEmpty() ? "" : "/").append(part);
            }
        }
        return plain.toString();
    }

    /** What a symbolic link means, seen from where it is; the same layer in two images is one in old archives. */
    private String resolve(String name, String target) {
        java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
        int slash = name.lastIndexOf('/');
        String folder = slash < 0 ? "" : name.substring(0, slash);
        for (String part : (target.startsWith("/") ? target : folder + "/" + target).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    throw wrong("the link " + name + " leads out of it");
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return name(String.join("/", parts));
    }

    /** One of the documents by their names. */
    Optional<byte[]> document(String name) {
        return Optional.ofNullable(documents.get(name));
    }

    /** What a file of the archive is in the store. */
    Digest digest(String path) throws IOException {
        String name = name(path);
        for (int i = 0; i < MOST_LINKS; i++) {
            @Nullable String next = links.get(name);
            if (next == null) {
                break;
            }
            name = next;
        }
        Digest digest = name.startsWith(Layout.BLOBS) ? Layout.digest(name, what) : files.get(name);
        if (digest == null || !lease.hold(digest)) {
            throw new RegistryException(RegistryError.NOT_FOUND, what + ": it names " + name + ", which is not in it");
        }
        return digest;
    }

    private RegistryException wrong(String why) {
        return new RegistryException(RegistryError.INVALID, what + ": " + why);
    }
}
