package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where an image is looked for: mirrors in order, then the registry itself. The first that has something good wins. */
record Sources(List<Repository> repositories) {
    Sources {
        repositories = List.copyOf(repositories);
    }

    <T> T first(Function<Repository, T> question) {
        for (Repository mirror : repositories.subList(0, repositories.size() - 1)) {
            try {
                return question.apply(mirror);
            } catch (RegistryException _) {
                // The next one may have it; what the registry itself says is what counts in the end.
            }
        }
        return question.apply(repositories.getLast());
    }

    Document manifest(String identifier, String what) {
        return first(repository -> repository.manifest(identifier, what));
    }

    /** What an index or an image names: from the store where it is there, else moved into it. */
    Document document(Descriptor named, BlobStore store, Lease lease, String what) throws IOException {
        Optional<byte[]> stored = stored(named.digest(), store, lease);
        if (stored.isPresent()) {
            return checked(Document.parse(stored.get(), named.mediaType(), "the manifest " + named.digest()), named);
        }
        Document document = checked(manifest(named.digest().toString(), what), named);
        keep(document, named.digest(), store, lease);
        return document;
    }

    /** A document that is in the store; one that is damaged there is not: it comes again. */
    static Optional<byte[]> stored(Digest digest, BlobStore store, Lease lease) throws IOException {
        if (!lease.hold(digest)) {
            return Optional.empty();
        }
        try {
            return Optional.of(store.read(digest, Document.LARGEST));
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    /** The document, if it is what names it says. */
    static Document checked(Document document, Descriptor named) {
        Fields where = new Fields(Json.object(), "the manifest " + named.digest());
        if (!document.mediaType().equals(named.mediaType())) {
            throw where.wrong("mediaType", "is " + document.mediaType() + ", but the index says " + named.mediaType());
        }
        int size = document.bytes().length;
        if (size != named.size()) {
            throw where.wrong("size", "is " + named.size() + " in the index, but it has " + size + " bytes");
        }
        return document;
    }

    /** Stores a document by its own digest, and by the one it was asked for, when that is of another kind. */
    static void keep(Document document, Digest named, BlobStore store, Lease lease) throws IOException {
        byte[] bytes = document.bytes();
        if (stored(document.digest(), store, lease).isEmpty()) {
            store.put(bytes);
        }
        if (named.algorithm() != DigestAlgorithm.SHA256
                && stored(named, store, lease).isEmpty()) {
            try (BlobWriter writer = store.create(named.algorithm())) {
                writer.write(bytes, 0, bytes.length);
                writer.commit(named);
            }
        }
    }
}
