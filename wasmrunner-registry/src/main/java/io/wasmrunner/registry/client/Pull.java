package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Moves an image into the store (distribution-spec 1.1, "Pull"). */
final class Pull {
    /** Of indexes in indexes. */
    private static final int DEEPEST = 4;

    /** Of all indexes together. */
    private static final int MOST_MANIFESTS = 1000;

    private final Reference reference;
    private final Sources sources;
    private final BlobStore store;
    private final Lease lease;
    private final Choice choice;
    private final int parallel;
    private final Progress progress;
    private final String what;
    private final Set<Digest> seen = new HashSet<>();
    private final List<Manifest> manifests = new ArrayList<>();

    Pull(
            Reference reference,
            Sources sources,
            BlobStore store,
            Lease lease,
            Choice choice,
            int parallel,
            Progress progress) {
        this.reference = reference;
        this.sources = sources;
        this.store = store;
        this.lease = lease;
        this.choice = choice;
        this.parallel = parallel;
        this.progress = progress;
        this.what = "cannot pull " + reference.familiar();
    }

    Pulled run() throws IOException {
        Document top = top();
        take(top, 0);
        Manifest chosen = switch (top) {
            case Manifest manifest -> manifest;
            case Index index when choice instanceof Choice.All -> chosenOfAll(index);
            case Index _ -> manifests.getFirst();
        };
        manifests.remove(chosen);
        manifests.addFirst(chosen);
        long moved = blobs();
        return new Pulled(reference, top, chosen, manifests, moved);
    }

    private Document top() throws IOException {
        Optional<Digest> digest = reference.digest();
        Optional<byte[]> stored = digest.isPresent() ? Sources.stored(digest.get(), store, lease) : Optional.empty();
        if (stored.isPresent()) {
            return Document.parse(stored.get(), "", "the manifest of " + reference.familiar());
        }
        Document top = sources.manifest(reference.identifier(), what);
        Sources.keep(top, digest.orElse(top.digest()), store, lease);
        return top;
    }

    private void take(Document document, int depth) throws IOException {
        switch (document) {
            case Manifest manifest -> manifests.add(manifest);
            case Index index -> {
                if (depth == DEEPEST) {
                    throw new RegistryException(
                            RegistryError.INVALID, what + ": its indexes are nested deeper than " + DEEPEST);
                }
                List<Descriptor> wanted =
                        choice instanceof Choice.All ? index.manifests() : List.of(Chooser.choose(index, choice, what));
                for (Descriptor one : wanted) {
                    takeOnce(one, depth);
                }
            }
        }
    }

    private void takeOnce(Descriptor one, int depth) throws IOException {
        if (!seen.add(one.digest())) {
            return;
        }
        if (seen.size() > MOST_MANIFESTS) {
            throw new RegistryException(
                    RegistryError.INVALID, what + ": it has more than " + MOST_MANIFESTS + " manifests");
        }
        take(sources.document(one, store, lease, what), depth + 1);
    }

    private Manifest chosenOfAll(Index index) {
        if (manifests.isEmpty()) {
            throw new RegistryException(RegistryError.INVALID, what + ": its index is empty");
        }
        Optional<Digest> best = index.manifests().isEmpty() ? Optional.empty() : bestOf(index);
        return manifests.stream()
                .filter(manifest -> best.filter(manifest.digest()::equals).isPresent())
                .findFirst()
                .orElse(manifests.getFirst());
    }

    private Optional<Digest> bestOf(Index index) {
        try {
            return Optional.of(Chooser.choose(index, Choice.BEST, what).digest());
        } catch (RegistryException _) {
            return Optional.empty();
        }
    }

    private long blobs() throws IOException {
        Map<Digest, Descriptor> all = new LinkedHashMap<>();
        for (Manifest manifest : manifests) {
            for (Descriptor blob : manifest.blobs()) {
                Descriptor other = all.putIfAbsent(blob.digest(), blob);
                if (other != null && other.size() != blob.size()) {
                    throw new RegistryException(
                            RegistryError.INVALID, what + ": it names " + blob.digest() + " with two sizes");
                }
            }
        }
        AtomicLong moved = new AtomicLong();
        Download download = new Download(sources, store, lease, progress, what);
        List<Together.Work> works = new ArrayList<>();
        for (Descriptor blob : all.values()) {
            works.add(stopped -> moved.addAndGet(download.run(blob, stopped)));
        }
        Together.run(parallel, works);
        return moved.get();
    }
}
