package io.wasmrunner.registry.server.upstream;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.metadata.NamedContent;
import io.wasmrunner.registry.server.metadata.NewManifest;
import io.wasmrunner.registry.server.metadata.StoredManifest;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Manifests of repositories that have an upstream: from here while that will do, else from there. */
final class CachedManifests {
    private static final System.Logger LOG = System.getLogger(CachedManifests.class.getName());

    private final BlobStore store;
    private final Metadata metadata;
    private final InstantSource clock;
    private final Once<Optional<Cached>> once = new Once<>();

    CachedManifests(BlobStore store, Metadata metadata, InstantSource clock) {
        this.store = store;
        this.metadata = metadata;
        this.clock = clock;
    }

    /** @param fixed tags that do not move once they are here */
    Optional<Cached> find(Upstream upstream, RepositoryName repository, Tag tag, Predicate<Tag> fixed)
            throws IOException {
        Optional<StoredManifest> here = metadata.manifests().find(repository, tag);
        if (here.isPresent() && (fixed.test(tag) || isFresh(upstream, repository, tag))) {
            return here.map(manifest -> new Cached(manifest, false));
        }
        try {
            return once.get(repository + ":" + tag, () -> ask(upstream, repository, tag));
        } catch (RegistryException e) {
            if (here.isEmpty() || e.error() != RegistryError.UNREACHABLE) {
                throw e;
            }
            LOG.log(Level.WARNING, "an older manifest is sent: {0}", e.getMessage());
            return here.map(manifest -> new Cached(manifest, true));
        }
    }

    private boolean isFresh(Upstream upstream, RepositoryName repository, Tag tag) {
        OptionalLong checked = metadata.tags().checked(repository, tag);
        if (checked.isEmpty()) {
            return false;
        }
        Duration age = Duration.ofMillis(clock.millis() - checked.getAsLong());
        return !age.isNegative() && age.compareTo(upstream.config().ttl()) < 0;
    }

    private Optional<Cached> ask(Upstream upstream, RepositoryName repository, Tag tag) throws IOException {
        Optional<Digest> digest = upstream.resolve(repository, tag);
        if (digest.isEmpty()) {
            metadata.tags().forget(repository, tag);
            return metadata.manifests().find(repository, tag).map(manifest -> new Cached(manifest, false));
        }
        return Optional.of(new Cached(keep(upstream, repository, digest.get(), List.of(tag)), false));
    }

    Optional<Cached> find(Upstream upstream, RepositoryName repository, Digest digest) throws IOException {
        Optional<StoredManifest> here = metadata.manifests().find(repository, digest);
        return here.isPresent()
                ? here.map(manifest -> new Cached(manifest, false))
                : once.get(
                        repository + "@" + digest,
                        () -> Optional.of(new Cached(keep(upstream, repository, digest, List.of()), false)));
    }

    private StoredManifest keep(Upstream upstream, RepositoryName repository, Digest digest, List<Tag> tags)
            throws IOException {
        Optional<StoredManifest> here = metadata.manifests().find(repository, digest);
        Document document;
        if (here.isPresent() && store.touch(digest)) {
            document = Document.parse(
                    store.read(digest, Document.LARGEST), here.get().mediaType(), "the manifest " + digest);
        } else {
            document = upstream.manifest(repository, digest);
            keep(digest, document.bytes());
        }
        metadata.manifests()
                .cache(
                        repository,
                        new NewManifest(
                                document, digest, NamedContent.blobs(document), NamedContent.manifests(document), tags),
                        clock.millis());
        return new StoredManifest(digest, document.mediaType());
    }

    private void keep(Digest digest, byte[] content) throws IOException {
        if (store.touch(digest)) {
            return;
        }
        try (BlobWriter writer = store.create(digest.algorithm())) {
            writer.write(content, 0, content.length);
            writer.commit(digest);
        }
    }
}
