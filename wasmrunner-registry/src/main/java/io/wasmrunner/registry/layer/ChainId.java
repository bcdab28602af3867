package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What names the tree that some layers make, laid upon each other in their order (image-spec, config.md, "Layer ChainID"). */
public record ChainId(Digest digest) {
    /** Of no layer. */
    public static final ChainId EMPTY = new ChainId(Digest.of(new byte[0]));

    /** @param diffIds lowest first */
    public static ChainId of(List<Digest> diffIds) {
        ChainId chain = EMPTY;
        for (Digest diffId : diffIds) {
            chain = chain.with(diffId);
        }
        return chain;
    }

    /** With one more layer on top. */
    public ChainId with(Digest diffId) {
        return equals(EMPTY)
                ? new ChainId(diffId)
                : new ChainId(Digest.of((digest + " " + diffId).getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public String toString() {
        return digest.toString();
    }
}
