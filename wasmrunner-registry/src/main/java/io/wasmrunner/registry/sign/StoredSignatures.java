package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Signatures in the store of this machine.
 *
 * @param about the digests of manifests that may hold signatures of an image: those under {@code sha256-<hex>.sig}, and those
 *     whose subject it is
 */
public record StoredSignatures(BlobStore store, Function<Digest, List<Digest>> about) implements SignatureSource {
    @Override
    public List<Manifest> about(Digest image) throws IOException {
        List<Manifest> all = new ArrayList<>();
        for (Digest digest : about.apply(image)) {
            if (Document.parse(store.read(digest, Document.LARGEST), "", "the signature " + digest)
                    instanceof Manifest manifest) {
                all.add(manifest);
            }
        }
        return all;
    }

    @Override
    public byte[] blob(Descriptor blob) throws IOException {
        return store.read(blob.digest(), RegistrySignatures.LARGEST);
    }
}
