package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * An image of which everything is there. Of an index of which only some images are, as after a pull for one platform, it is
 * the one that suits best.
 *
 * @param top what the image is now
 * @param images all of it
 * @param blobs of all of them, the documents with them
 */
record Complete(Document top, List<Manifest> images, Set<Digest> blobs) {
    private static final int DEEPEST = 4;
    private static final int MOST_MANIFESTS = 1000;

    /**
     * Looks for all that something names, and holds it.
     *
     * @param what {@code cannot load images.tar}
     * @throws RegistryException {@link RegistryError#INVALID} when what is missing is needed
     */
    static Complete of(Descriptor top, BlobStore store, Lease lease, String what) throws IOException {
        return new Search(store, lease, what).of(top, 0);
    }

    /** The image that is run. */
    Manifest best() {
        return images.getFirst();
    }

    private static final class Search {
        private final BlobStore store;
        private final Lease lease;
        private final String what;
        private int manifests;

        Search(BlobStore store, Lease lease, String what) {
            this.store = store;
            this.lease = lease;
            this.what = what;
        }

        Complete of(Descriptor named, int depth) throws IOException {
            require(named);
            if (++manifests > MOST_MANIFESTS || depth > DEEPEST) {
                throw wrong("its indexes are nested deeper than " + DEEPEST + ", or name more than " + MOST_MANIFESTS
                        + " manifests");
            }
            Document document = Document.parse(
                    store.read(named.digest(), Document.LARGEST), named.mediaType(), "the manifest " + named.digest());
            Set<Digest> blobs = new LinkedHashSet<>();
            blobs.add(named.digest());
            return switch (document) {
                case Manifest manifest -> {
                    for (Descriptor blob : manifest.blobs()) {
                        require(blob);
                        blobs.add(blob.digest());
                    }
                    yield new Complete(manifest, List.of(manifest), blobs);
                }
                case Index index -> of(index, blobs, depth);
            };
        }

        private Complete of(Index index, Set<Digest> blobs, int depth) throws IOException {
            List<Complete> there = new ArrayList<>();
            RegistryException missing = null;
            List<Descriptor> bestFirst = index.manifests().stream()
                    .sorted(Comparator.comparingInt(
                            one -> -one.platform().map(Platform::suits).orElse(0)))
                    .toList();
            for (Descriptor one : bestFirst) {
                try {
                    there.add(of(one, depth + 1));
                } catch (RegistryException e) {
                    if (e.error() != RegistryError.NOT_FOUND) {
                        throw e;
                    }
                    missing = missing == null ? e : missing;
                }
            }
            if (missing != null && there.isEmpty()) {
                throw missing;
            }
            if (missing != null) {
                return there.getFirst();
            }
            List<Manifest> images = new ArrayList<>();
            for (Complete one : there) {
                images.addAll(one.images());
                blobs.addAll(one.blobs());
            }
            if (images.isEmpty()) {
                throw wrong("an index of it is empty");
            }
            return new Complete(index, images, blobs);
        }

        private void require(Descriptor named) throws IOException {
            boolean held = lease.hold(named.digest());
            OptionalLong size = held ? store.size(named.digest()) : OptionalLong.empty();
            if (size.isEmpty()) {
                throw new RegistryException(
                        RegistryError.NOT_FOUND,
                        what + ": it names " + named.digest() + " (" + named.mediaType() + "), which is not there");
            }
            if (size.getAsLong() != named.size()) {
                throw wrong("it says that " + named.digest() + " has " + named.size() + " bytes, but it has "
                        + size.getAsLong());
            }
        }

        private RegistryException wrong(String why) {
            return new RegistryException(RegistryError.INVALID, what + ": " + why);
        }
    }
}
