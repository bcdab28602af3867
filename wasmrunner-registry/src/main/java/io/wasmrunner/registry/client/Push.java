package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.reference.Tag;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Moves documents with all they need to a registry (distribution-spec 1.1, "Push"): what is named goes before what names it. */
final class Push {
    private static final int DEEPEST = 4;
    private static final int MOST_MANIFESTS = 1000;

    /** What is pushed. */
    interface Origin {
        Document document(Descriptor named) throws IOException;

        /** Moves one blob, and tells how many bytes that were. */
        Together.Work mover(Descriptor blob, BlobPush push, AtomicLong moved);
    }

    private final Origin origin;
    private final Repository to;
    private final BlobPush push;
    private final int parallel;
    private final String what;
    private final Map<Digest, Document> documents = new LinkedHashMap<>();

    Push(Origin origin, BlobPush push, int parallel, String what) {
        this.origin = origin;
        this.to = push.to();
        this.push = push;
        this.parallel = parallel;
        this.what = what;
    }

    /** @param tags what it is called there; without any it is there by its digest only */
    Pushed run(Document top, Reference reference, Collection<Tag> tags) throws IOException {
        collect(top, 0);
        Map<Digest, Descriptor> blobs = new LinkedHashMap<>();
        for (Document document : documents.values()) {
            if (document instanceof Manifest manifest) {
                manifest.blobs().forEach(blob -> blobs.putIfAbsent(blob.digest(), blob));
            }
        }
        AtomicLong moved = new AtomicLong();
        List<Together.Work> works = new ArrayList<>();
        for (Descriptor blob : blobs.values()) {
            works.add(origin.mover(blob, push, moved));
        }
        Together.run(parallel, works);
        for (Document document : documents.values()) {
            if (document != top || tags.isEmpty()) {
                put(document, document.digest().toString());
            }
        }
        for (Tag tag : tags) {
            put(top, tag.text());
        }
        return new Pushed(reference, top.descriptor(), moved.get());
    }

    private void put(Document document, String identifier) {
        boolean noted = to.put(document, identifier, what);
        if (!noted && document.subject().isPresent()) {
            new Referrers(to, what).note(document);
        }
    }

    /** Those that an index names come before it. */
    private void collect(Document document, int depth) throws IOException {
        if (documents.containsKey(document.digest())) {
            return;
        }
        if (document instanceof Index index) {
            if (depth == DEEPEST || index.manifests().size() + documents.size() > MOST_MANIFESTS) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        what + ": its indexes are nested deeper than " + DEEPEST + ", or name more than "
                                + MOST_MANIFESTS + " manifests");
            }
            for (Descriptor one : index.manifests()) {
                if (!documents.containsKey(one.digest())) {
                    collect(origin.document(one), depth + 1);
                }
            }
        }
        documents.putIfAbsent(document.digest(), document);
    }
}
