package io.wasmrunner.registry.sign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The first block of a PEM file (RFC 7468).
 *
 * @param label {@code PUBLIC KEY}
 */
record Pem(String label, String base64) {
    private static final int LINE = 64;
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    static Optional<Pem> parse(String text) {
        int begin = text.indexOf(BEGIN);
        int labelEnd = begin < 0 ? -1 : text.indexOf(DASHES, begin + BEGIN.length());
        if (labelEnd < 0) {
            return Optional.empty();
        }
        String label = text.substring(begin + BEGIN.length(), labelEnd);
        int end = text.indexOf("-----END " + label + DASHES, labelEnd);
        return end < 0
                ? Optional.empty()
                : Optional.of(new Pem(label, text.substring(labelEnd + DASHES.length(), end)));
    }

    /** @throws IllegalArgumentException when it is not base64 */
    byte[] der() {
        return Base64.getMimeDecoder().decode(base64);
    }

    static String write(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return BEGIN + label + DASHES + "\n" + lines + "\n-----END " + label + DASHES + "\n";
    }

    @Override
    public String toString() {
        return label;
    }
}
