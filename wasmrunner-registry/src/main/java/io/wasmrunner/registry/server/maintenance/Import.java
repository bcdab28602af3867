package io.wasmrunner.registry.server.maintenance;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.metadata.NamedContent;
import io.wasmrunner.registry.server.metadata.NewManifest;
import io.wasmrunner.registry.server.metadata.PutResult;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads what {@link Export} wrote into a registry, beside what is there. Content that is not what its name says is refused. */
final class Import {
    private static final int LARGEST_INDEX = 256 << 20;

    private final BlobStore store;
    private final Metadata metadata;

    Import(BlobStore store, Metadata metadata) {
        this.store = store;
        this.metadata = metadata;
    }

    /** How many names came in. */
    int read(InputStream in) throws IOException {
        byte[] index = {};
        try (Lease lease = store.lease();
                TarArchiveInputStream tar = new TarArchiveInputStream(in, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                if (entry.getName().equals(Export.INDEX)) {
                    index = tar.readNBytes(LARGEST_INDEX);
                } else if (entry.isFile() && !entry.getName().equals(Export.LAYOUT)) {
                    blob(tar, entry.getName(), lease);
                }
                entry = tar.getNextEntry();
            }
            if (index.length == 0) {
                throw wrong("it has no " + Export.INDEX);
            }
            return manifests(new Fields(Json.object(index, Export.INDEX), Export.INDEX));
        }
    }

    private void blob(TarArchiveInputStream tar, String name, Lease lease) throws IOException {
        String[] parts = name.split("/", -1);
        String text = parts.length == 3 && parts[0].equals("blobs") ? parts[1] + ":" + parts[2] : "";
        if (!Digest.isDigest(text)) {
            throw wrong("it has a file " + name + ", which is no part of an OCI layout");
        }
        Digest digest = Digest.parse(text);
        if (lease.hold(digest)) {
            return;
        }
        try (BlobWriter writer = store.create(digest.algorithm())) {
            tar.transferTo(writer);
            writer.commit(digest);
        }
    }

    /** An index comes after what it lists, whatever the order in the file. */
    private int manifests(Fields index) throws IOException {
        Deque<Descriptor> waiting = new ArrayDeque<>();
        for (Fields one : index.objects("manifests")) {
            waiting.add(Descriptor.read(one));
        }
        int all = waiting.size();
        int inVain = 0;
        while (!waiting.isEmpty()) {
            Descriptor next = waiting.poll();
            if (put(next)) {
                inVain = 0;
            } else if (inVain++ > waiting.size()) {
                throw wrong("the manifest " + next.digest() + " names content that is not in it");
            } else {
                waiting.add(next);
            }
        }
        return all;
    }

    private boolean put(Descriptor descriptor) throws IOException {
        String name = descriptor.annotations().getOrDefault(Export.NAME, "");
        int at = name.indexOf('@');
        int colon = name.indexOf(':');
        int end = at >= 0 ? at : colon;
        String tag = at < 0 && colon >= 0 ? name.substring(colon + 1) : "";
        if (end < 0 || !RepositoryName.isName(name.substring(0, end)) || (at < 0 && !Tag.isTag(tag))) {
            throw wrong("the manifest " + descriptor.digest() + " has no name of a repository");
        }
        RepositoryName repository = new RepositoryName(name.substring(0, end));
        Document document = Document.parse(
                store.read(descriptor.digest(), Document.LARGEST), descriptor.mediaType(), "the manifest of " + name);
        Map<Digest, Long> blobs = NamedContent.blobs(document);
        for (Map.Entry<Digest, Long> blob : blobs.entrySet()) {
            if (!store.has(blob.getKey())) {
                throw wrong(name + " needs " + blob.getKey() + ", which is not in it");
            }
            metadata.blobs()
                    .link(repository, blob.getKey(), store.size(blob.getKey()).orElse(-1), List.of());
        }
        NewManifest manifest = new NewManifest(
                document,
                descriptor.digest(),
                blobs,
                NamedContent.manifests(document),
                tag.isEmpty() ? List.of() : List.of(new Tag(tag)));
        return switch (metadata.manifests().put(repository, manifest, _ -> false)) {
            case PutResult.Stored() -> true;
            case PutResult.Missing _, PutResult.Fixed _ -> false;
            case PutResult.WrongSize size -> throw wrong(name + " says a wrong size of " + size.digest());
        };
    }

    private static RegistryException wrong(String why) {
        return new RegistryException(RegistryError.INVALID, "cannot import the registry: " + why);
    }
}
