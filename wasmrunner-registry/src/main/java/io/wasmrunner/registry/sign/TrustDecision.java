package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;

/** What the policy says about using an image. The digest is what it was asked about, and the only one it speaks of. */
public sealed interface TrustDecision {
    Digest digest();

    /** No signature is asked for. */
    record Unchecked(Digest digest) implements TrustDecision {}

    /** Somebody the policy names vouches for it. */
    record Trusted(Digest digest, VerificationKey key) implements TrustDecision {}

    /**
     * Nobody does, and it may be used.
     *
     * @param why for a warning
     */
    record Doubted(Digest digest, String why) implements TrustDecision {}

    /**
     * Nobody does, and it may not be used.
     *
     * @param why for an error
     */
    record Refused(Digest digest, String why) implements TrustDecision {}
}
