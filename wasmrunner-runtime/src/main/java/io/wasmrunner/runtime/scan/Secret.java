package io.wasmrunner.runtime.scan;

import java.nio.charset.StandardCharsets;

/**
 * A secret in some bytes.
 *
 * @param from its first byte
 * @param to after its last byte
 */
record Secret(SecretKind kind, int from, int to) {
    private static final int SHOWN = 4;

    int length() {
        return to - from;
    }

    /** Its first four characters and its length. */
    String shortened(byte[] bytes) {
        return new String(bytes, from, Math.min(SHOWN, length()), StandardCharsets.ISO_8859_1) + "… (" + length()
                + " characters)";
    }
}
