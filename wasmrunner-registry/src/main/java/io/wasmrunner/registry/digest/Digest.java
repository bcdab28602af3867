package io.wasmrunner.registry.digest;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import org.jspecify.annotations.Nullable;

/**
 * The digest of some content, as OCI writes it (image-spec, descriptor.md, "Digests"): {@code sha256:} and 64 lower-case
 * hexadecimal digits, or {@code sha512:} and 128.
 */
public record Digest(DigestAlgorithm algorithm, String hex) implements Comparable<Digest> {
    private static final int SHORT = 12;

    public Digest {
        if (hex.length() != algorithm.digits() || !isHex(hex)) {
            throw new IllegalArgumentException(
                    "not a digest: ".concat(algorithm.toString()).concat(":").concat(hex));
        }
    }

    /** Of a SHA-256 in hexadecimal digits. */
    public static Digest sha256(String hex) {
        return new Digest(DigestAlgorithm.SHA256, hex);
    }

    /** The SHA-256 of these bytes. */
    public static Digest of(byte[] content) {
        return Digester.of(DigestAlgorithm.SHA256)
                .update(content, 0, content.length)
                .digest();
    }

    /**
     * Reads {@code sha256:…} or {@code sha512:…}.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it is anything else
     */
    public static Digest parse(String text) {
        DigestAlgorithm algorithm = text.startsWith("sha256:")
                ? DigestAlgorithm.SHA256
                : text.startsWith("sha512:") ? DigestAlgorithm.SHA512 : null;
        if (algorithm != null) {
            try {
                return new Digest(algorithm, text.substring(text.indexOf(':') + 1));
            } catch (IllegalArgumentException _) {
                // Said below.
            }
        }
        throw new RegistryException(
                RegistryError.USAGE,
                "cannot read the digest " + text
                        + ": it must be sha256: and 64, or sha512: and 128, hexadecimal digits in lower case");
    }

    /** Whether {@link #parse} would read it. */
    public static boolean isDigest(String text) {
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            String prefix = algorithm + ":";
            if (text.startsWith(prefix) && text.length() == prefix.length() + algorithm.digits()) {
                return isHex(text.substring(prefix.length()));
            }
        }
        return false;
    }

    /**
     * The hexadecimal digits of a SHA-256 that a text can be the beginning of: it is {@code sha256:} with some behind it,
     * or at least four without. Empty when it is neither.
     */
    public static String prefix(String text) {
        boolean named = text.startsWith("sha256:");
        String hex = named ? text.substring("sha256:".length()) : text;
        return isHex(hex) && hex.length() <= DigestAlgorithm.SHA256.digits() && hex.length() >= (named ? 1 : 4)
                ? hex
                : "";
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
        return algorithm.toString().concat(":").concat(shortHex());
    }

    /** The first twelve digits, as lists of images show them. */
    public String shortHex() {
        return hex.substring(0, SHORT);
    }

    /** Written out, since what records get by themselves takes milliseconds when a program has just begun. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest digest && algorithm == digest.algorithm && hex.equals(digest.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    @Override
    public int compareTo(Digest other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return algorithm.toString().concat(":").concat(hex);
    }
}
