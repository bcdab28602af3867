package io.wasmrunner.registry.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** The algorithms that the image specification registers (image-spec, descriptor.md, "Registered algorithms"). */
public enum DigestAlgorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String jca;
    private final int digits;
    private final String text = name().toLowerCase(Locale.ROOT);

    DigestAlgorithm(String jca, int digits) {
        this.jca = jca;
        this.digits = digits;
    }

    /** How many hexadecimal digits its digests have. */
    public int digits() {
        return digits;
    }

    /** As digests write it: {@code sha256}. */
    @Override
    public String toString() {
        return text;
    }

    MessageDigest messageDigest() {
        try {
            return MessageDigest.getInstance(jca);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + jca, e);
        }
    }
}
