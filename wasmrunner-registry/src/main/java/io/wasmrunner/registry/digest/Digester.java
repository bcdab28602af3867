package io.wasmrunner.registry.digest;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Computes a digest piece by piece. For one thread. */
public final class Digester {
    private final DigestAlgorithm algorithm;
    private final MessageDigest messageDigest;

    private Digester(DigestAlgorithm algorithm) {
        this.algorithm = algorithm;
        this.messageDigest = algorithm.messageDigest();
    }

    public static Digester of(DigestAlgorithm algorithm) {
        return new Digester(algorithm);
    }

    public DigestAlgorithm algorithm() {
        return algorithm;
    }

    public Digester update(byte[] bytes, int offset, int length) {
        messageDigest.update(bytes, offset, length);
        return this;
    }

    /** What is left in the buffer. */
    public Digester update(ByteBuffer bytes) {
        messageDigest.update(bytes);
        return this;
    }

    /** Of everything so far; afterwards it begins anew. */
    public Digest digest() {
        return new Digest(algorithm, HexFormat.of().formatHex(messageDigest.digest()));
    }
}
