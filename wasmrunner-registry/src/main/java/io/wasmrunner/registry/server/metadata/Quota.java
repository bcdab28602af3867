package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.server.config.QuotaRule;

/** Ends the linking of a blob that would take more than a rule allows. */
public final class Quota extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param used bytes, without the blob */
    Quota(QuotaRule rule, long used, long blob) {
        super(
                "cannot store " + blob + " bytes more: " + rule.repositories() + " has " + used + " of " + rule.bytes()
                        + " bytes; delete something, or ask for more",
                null,
                false,
                false);
    }
}
