package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.digest.Digest;
import java.util.List;

/** Whether somebody vouches for something. */
public sealed interface Verification {
    /**
     * Somebody does.
     *
     * @param digest what was verified, and nothing else
     * @param key whose signature it is
     */
    record Verified(Digest digest, VerificationKey key) implements Verification {}

    /** There is no signature. */
    record Unsigned() implements Verification {}

    /**
     * There are signatures, and none is good.
     *
     * @param reasons one for each
     */
    record Rejected(List<String> reasons) implements Verification {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }
}
