package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * Signatures beside an image in its registry: under cosign's tag, and among what refers to the image.
 *
 * @param repository any reference into the image's repository
 */
public record RegistrySignatures(RegistryClient client, Reference repository) implements SignatureSource {
    /** Bytes of a payload or a bundle. */
    static final int LARGEST = 1 << 20;

    private static final int MOST_REFERRERS = 64;

    @Override
    public List<Manifest> about(Digest image) {
        List<Manifest> all = new ArrayList<>();
        Reference tagged = Reference.of(repository.registry(), repository.repository(), SigningTypes.tag(image));
        if (client.resolve(tagged).isPresent()) {
            add(all, tagged);
        }
        for (String type : List.of(SigningTypes.REFERRER, SigningTypes.BUNDLE)) {
            List<Descriptor> referrers = client.referrers(repository, image, type);
            if (referrers.size() > MOST_REFERRERS) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        "cannot check the signatures of " + image + ": there are " + referrers.size() + "; the most is "
                                + MOST_REFERRERS);
            }
            for (Descriptor referrer : referrers) {
                add(all, Reference.parse(repository.name() + "@" + referrer.digest()));
            }
        }
        return all;
    }

    private void add(List<Manifest> all, Reference reference) {
        Document document = client.manifest(reference);
        if (document instanceof Manifest manifest) {
            all.add(manifest);
        }
    }

    @Override
    public byte[] blob(Descriptor blob) {
        return client.blob(blob, repository, LARGEST);
    }
}
