package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import java.io.IOException;
import java.util.List;

/** Where signatures of images are looked for. */
public interface SignatureSource {
    /** Nowhere. */
    SignatureSource NONE = new SignatureSource() {
        @Override
        public List<Manifest> about(Digest image) {
            return List.of();
        }

        @Override
        public byte[] blob(Descriptor blob) {
            throw new IllegalStateException("there are no signatures");
        }
    };

    /** Documents that may hold signatures of an image; nothing of them is to be believed yet. */
    List<Manifest> about(Digest image) throws IOException;

    /** A small blob that one of them names; its bytes are those of its digest. */
    byte[] blob(Descriptor blob) throws IOException;
}
