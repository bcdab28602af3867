package io.wasmrunner.core.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Collected;
import io.wasmrunner.registry.store.GarbageCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Removes images that nobody needs, and the blobs of images that are gone; safe beside pulls and builds. */
public final class ImagePrune {
    private final ImageStore store;

    public ImagePrune(Images images) {
        this.store = images.store();
    }

    /**
     * Removes images without a name and, with {@code all}, also those with one; then what no image needs.
     *
     * @param filters which images may go
     */
    public Pruned images(boolean all, ImageFilters filters) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ImageRow image : store.list()) {
            if ((all || image.isDangling()) && filters.match(image) && store.deleteAsListed(image)) {
                for (Reference name : image.names()) {
                    lines.add("untagged: " + name.familiar());
                }
                lines.add("deleted: " + image.id());
            }
        }
        Collected collected = blobs(false);
        collected.blobs().forEach(blob -> lines.add("deleted: " + blob));
        return new Pruned(lines.stream().distinct().toList(), collected.bytes());
    }

    /** Removes blobs that no image needs. */
    public Collected blobs(boolean dryRun) throws IOException {
        long lookedAt = System.currentTimeMillis();
        var needed = store.needed();
        return new GarbageCollector(store.blobs())
                .collect((Digest digest) -> needed.contains(digest), lookedAt, Duration.ZERO, dryRun);
    }
}
