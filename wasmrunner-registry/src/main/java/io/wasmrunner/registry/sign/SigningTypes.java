package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.Tag;

/** The media types and names that cosign gave signatures. */
final class SigningTypes {
    /** What a signature in cosign's first way is of. */
    static final String PAYLOAD = "application/vnd.dev.cosign.simplesigning.v1+json";

    /** A manifest of such, as a referrer. */
    static final String REFERRER = "application/vnd.dev.cosign.artifact.sig.v1+json";

    /** The signature in base64, beside its payload. */
    static final String SIGNATURE = "dev.cosignproject.cosign/signature";

    /** Since cosign 3: one document with all. */
    static final String BUNDLE = "application/vnd.dev.sigstore.bundle.v0.3+json";

    private SigningTypes() {}

    /** The tag that cosign's first way keeps signatures under. */
    static Tag tag(Digest subject) {
        return Tag.parse(subject.algorithm() + "-" + subject.hex() + ".sig");
    }
}
