package io.wasmrunner.registry.server.upstream;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.config.QuotaRule;
import io.wasmrunner.registry.server.config.RegistryConfig;
import io.wasmrunner.registry.server.config.UpstreamConfig;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.metadata.Quota;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The registries that repositories of this one are filled from. Whether the caller may pull is asked before. What goes wrong
 * with one is a {@link RegistryException}; an {@link IOException} is about this machine.
 */
public final class Upstreams implements AutoCloseable {
    private final List<Upstream> all = new ArrayList<>();
    private final CachedManifests manifests;
    private final CachedBlobs blobs;

    private Upstreams(BlobStore store, Metadata metadata, long most, InstantSource clock) {
        this.manifests = new CachedManifests(store, metadata, clock);
        this.blobs = new CachedBlobs(store, metadata.blobs(), most);
    }

    /** @param clock by which it is told how old is what came from them */
    public static Upstreams of(RegistryConfig config, BlobStore store, Metadata metadata, InstantSource clock)
            throws IOException {
        Upstreams upstreams = new Upstreams(store, metadata, config.limits().blobBytes(), clock);
        boolean done = false;
        try {
            for (UpstreamConfig one : config.upstreams()) {
                upstreams.all.add(Upstream.of(one, clock));
            }
            done = true;
            return upstreams;
        } finally {
            if (!done) {
                upstreams.close();
            }
        }
    }

    /** Whether the repository is filled from another registry. */
    public boolean serve(RepositoryName repository) {
        return of(repository).isPresent();
    }

    private Optional<Upstream> of(RepositoryName repository) {
        return all.stream()
                .filter(upstream -> upstream.config().repositories().matches(repository.text()))
                .findFirst();
    }

    private Upstream needed(RepositoryName repository) {
        return of(repository).orElseThrow();
    }

    /** @param fixed tags that do not move once they are here */
    public Optional<Cached> manifest(RepositoryName repository, Tag tag, Predicate<Tag> fixed) throws IOException {
        return manifests.find(needed(repository), repository, tag, fixed);
    }

    public Optional<Cached> manifest(RepositoryName repository, Digest digest) throws IOException {
        return manifests.find(needed(repository), repository, digest);
    }

    /** Bytes of the blob, here or there; empty when it is in neither place. */
    public OptionalLong blobSize(RepositoryName repository, Digest digest) {
        return blobs.size(needed(repository), repository, digest);
    }

    /**
     * Sees to it that the blob is here; false when the upstream has it not.
     *
     * @throws Quota when it would be too much
     */
    public boolean fetch(RepositoryName repository, Digest digest, List<QuotaRule> quotas) throws IOException {
        return blobs.fetch(needed(repository), repository, digest, quotas);
    }

    @Override
    public void close() {
        all.forEach(Upstream::close);
    }
}
