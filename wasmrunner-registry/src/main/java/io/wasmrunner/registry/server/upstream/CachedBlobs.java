package io.wasmrunner.registry.server.upstream;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.config.QuotaRule;
import io.wasmrunner.registry.server.metadata.BlobLinks;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * Blobs of repositories that have an upstream. A repository gets a blob only when all of it came from its own upstream, also
 * when the store has it for another one: else whoever runs an upstream could read what is not theirs.
 */
final class CachedBlobs {
    private final BlobStore store;
    private final BlobLinks links;
    private final long most;
    private final Once<Boolean> once = new Once<>();

    /** @param most bytes of the largest blob */
    CachedBlobs(BlobStore store, BlobLinks links, long most) {
        this.store = store;
        this.links = links;
        this.most = most;
    }

    /** Bytes of the blob, here or there; empty when it is in neither place. */
    OptionalLong size(Upstream upstream, RepositoryName repository, Digest digest) {
        return isHere(repository, digest) ? links.size(repository, digest) : upstream.blobSize(repository, digest);
    }

    /** Sees to it that the blob is here; false when the upstream has it not. */
    boolean fetch(Upstream upstream, RepositoryName repository, Digest digest, List<QuotaRule> quotas)
            throws IOException {
        return isHere(repository, digest)
                || once.get(repository + "@" + digest, () -> move(upstream, repository, digest, quotas));
    }

    private boolean move(Upstream upstream, RepositoryName repository, Digest digest, List<QuotaRule> quotas)
            throws IOException {
        // Somebody may have ended between the question whether it is here and this.
        if (isHere(repository, digest)) {
            return true;
        }
        OptionalLong size = upstream.blobSize(repository, digest);
        if (size.isEmpty()) {
            return false;
        }
        if (size.getAsLong() > most) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot take " + digest + " of " + repository + ": it has " + size.getAsLong()
                            + " bytes; the most that [limits] blob-size allows is " + most);
        }
        Descriptor blob = new Descriptor("application/octet-stream", digest, size.getAsLong());
        String part = part(repository, digest);
        boolean wrong = false;
        try (BlobWriter writer = store.resume(part, digest.algorithm())) {
            if (isHere(repository, digest)) {
                return true;
            }
            writer.keep();
            upstream.fetch(repository, blob, writer);
            writer.commit(digest);
            links.link(repository, digest, size.getAsLong(), quotas);
            return true;
        } catch (RegistryException e) {
            wrong = e.error() == RegistryError.INVALID;
            throw e;
        } finally {
            if (wrong) {
                store.discard(part);
            }
        }
    }

    private boolean isHere(RepositoryName repository, Digest digest) {
        return links.size(repository, digest).isPresent() && store.has(digest);
    }

    private static String part(RepositoryName repository, Digest digest) {
        String place =
                Digest.of(repository.text().getBytes(StandardCharsets.UTF_8)).hex();
        return digest.toString().replace(':', '-') + "." + place.substring(0, 32);
    }
}
