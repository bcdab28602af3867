package io.wasmrunner.registry.client;

import java.util.Random;

/** Bytes to move. */
final class Content {
    private Content() {}

    /** The same for the same seed. */
    static byte[] random(int length, long seed) {
        byte[] content = new byte[length];
        new Random(seed).nextBytes(content);
        return content;
    }
}
