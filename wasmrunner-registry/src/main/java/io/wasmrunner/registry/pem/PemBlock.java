package io.wasmrunner.registry.pem;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What stands between BEGIN and END.
 *
 * @param label {@code PUBLIC KEY}
 */
public record PemBlock(String label, String base64) {
    private static final int LINE = 64;
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    /** All of them, in order, up to one without an end. */
    static List<PemBlock> all(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        int begin = text.indexOf(BEGIN);
        while (begin >= 0) {
            int labelEnd = text.indexOf(DASHES, begin + BEGIN.length());
            if (labelEnd < 0) {
                break;
            }
            String label = text.substring(begin + BEGIN.length(), labelEnd);
            int end = text.indexOf(end(label), labelEnd);
            if (end < 0) {
                break;
            }
            blocks.add(new PemBlock(label, text.substring(labelEnd + DASHES.length(), end)));
            begin = text.indexOf(BEGIN, end);
        }
        return blocks;
    }

    /** @throws IllegalArgumentException when it is not base64 */
    byte[] der() {
        return Base64.getMimeDecoder().decode(base64);
    }

    public static String write(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return BEGIN + label + DASHES + "\n" + lines + "\n" + end(label) + "\n";
    }

    private static String end(String label) {
        return "-----END " + label + DASHES;
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
        return label;
    }
}
