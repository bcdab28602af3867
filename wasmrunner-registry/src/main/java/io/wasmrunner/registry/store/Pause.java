package io.wasmrunner.registry.store;

import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import org.jspecify.annotations.Nullable;

/** How far a writer came. It serves once; whoever has an older one, or one of another content, reads the content again. */
public final class Pause {
    private final long size;
    private @Nullable Digester digester;

    Pause(Digester digester, long size) {
        this.digester = digester;
        this.size = size;
    }

    /** Null when it is not of that many bytes, or not by that algorithm. */
    synchronized @Nullable Digester take(DigestAlgorithm algorithm, long bytes) {
        Digester taken = digester;
        digester = null;
        return taken != null && bytes == size && taken.algorithm() == algorithm ? taken : null;
    }
}
