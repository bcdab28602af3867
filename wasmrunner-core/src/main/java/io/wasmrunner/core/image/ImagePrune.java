package io.wasmrunner.core.image;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.layer.ChainId;
import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Collected;
import io.wasmrunner.registry.store.GarbageCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes images that nobody needs, and the blobs of images that are gone; safe beside pulls and builds. */
public final class ImagePrune {
    private final Images images;
    private final ImageStore store;
    private final StateFolder state;
    private final ImageUsers users;

    /** @param users who has images, which then stay */
    public ImagePrune(Images images, StateFolder state, ImageUsers users) {
        this.images = images;
        this.store = images.store();
        this.state = state;
        this.users = users;
    }

    /**
     * Removes images without a name and, with {@code all}, also those with one; then what no image needs.
     *
     * @param filters which images may go
     */
    public Pruned images(boolean all, ImageFilters filters) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ImageRow image : store.list()) {
            if ((all || image.isDangling())
                    && filters.match(image)
                    && users.of(image.id()).isEmpty()
                    && store.deleteAsListed(image)) {
                for (Reference name : image.names()) {
                    lines.add("untagged: " + name.familiar());
                    images.events().add("untag", image.id().toString(), name.familiar());
                }
                images.events().add("delete", image.id().toString(), image.id().toString());
                lines.add("deleted: " + image.id());
            }
        }
        Collected collected = blobs(false);
        files();
        collected.blobs().forEach(blob -> lines.add("deleted: " + blob));
        return new Pruned(lines.stream().distinct().toList(), collected.bytes());
    }

    /** Removes unpacked files of images that are gone and are run by nobody, and what builds know of layers that are gone. */
    private void files() throws IOException {
        Set<Digest> chains = new HashSet<>();
        for (ImageRow row : store.list()) {
            store.byId(row.id())
                    .filter(image -> !image.diffIds().isEmpty())
                    .ifPresent(image -> chains.add(ChainId.of(image.diffIds()).digest()));
        }
        images.snapshots().prune(chain -> chains.contains(chain.digest()));
        images.layerCache().prune(store.blobs());
    }

    /** Forgets all that earlier builds made, and all compiled code. */
    public void caches() throws IOException {
        images.layerCache().clear();
        Trees.delete(state.root().resolve("cache"));
    }

    /** Removes blobs that no image needs. */
    public Collected blobs(boolean dryRun) throws IOException {
        long lookedAt = System.currentTimeMillis();
        var needed = store.needed();
        return new GarbageCollector(store.blobs())
                .collect((Digest digest) -> needed.contains(digest), lookedAt, Duration.ZERO, dryRun);
    }
}
