package io.wasmrunner.core;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;

/**
 * The digest of some content, as OCI writes it: {@code sha256:} and 64 lower-case hexadecimal digits.
 *
 * @param algorithm {@code sha256}, the one there is
 */
public record Digest(String algorithm, String hex) {
    /** The algorithm of every digest here. */
    public static final String SHA256 = "sha256";

    private static final int LENGTH = 64;
    private static final int SHORT = 12;

    public Digest {
        if (!algorithm.equals(SHA256) || hex.length() != LENGTH || !isHex(hex)) {
            throw new IllegalArgumentException(
                    "not a digest: ".concat(algorithm).concat(":").concat(hex));
        }
    }

    /** Of a SHA-256 in hexadecimal digits, as {@code ModuleBinary.sha256()} gives it. */
    public static Digest sha256(String hex) {
        return new Digest(SHA256, hex);
    }

    /**
     * Reads {@code sha256:…}.
     *
     * @throws WasmrunnerException when it is anything else
     */
    public static Digest parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new Digest(text.substring(0, Math.max(0, colon)), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.USAGE,
                    "cannot read the digest " + text + ": it must be sha256: and 64 hexadecimal digits in lower case",
                    e);
        }
    }

    /**
     * The hexadecimal digits that a text can be the beginning of: it is {@code sha256:} with some behind it, or at least
     * four without. Empty when it is neither.
     */
    public static String prefix(String text) {
        boolean named = text.startsWith(SHA256 + ":");
        String hex = named ? text.substring(SHA256.length() + 1) : text;
        return isHex(hex) && hex.length() <= LENGTH && hex.length() >= (named ? 1 : 4) ? hex : "";
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
                return false;
            }
        }
        return true;
    }

    /** Enough of it for people to tell one from another: {@code sha256:9f2c01ab33de}. */
    public String abbreviated() {
        return algorithm.concat(":").concat(hex.substring(0, SHORT));
    }

    @Override
    public String toString() {
        return algorithm.concat(":").concat(hex);
    }
}
