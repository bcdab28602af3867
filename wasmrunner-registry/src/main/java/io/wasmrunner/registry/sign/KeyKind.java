package io.wasmrunner.registry.sign;

/** The kinds of keys that sign. */
public enum KeyKind {
    /** ECDSA on P-256 with SHA-256, which cosign makes. */
    P256("EC", "SHA256withECDSA"),
    /** Ed25519 (RFC 8032), which module signatures need. */
    ED25519("Ed25519", "Ed25519");

    private final String keys;
    private final String signatures;

    KeyKind(String keys, String signatures) {
        this.keys = keys;
        this.signatures = signatures;
    }

    /** What the JDK calls such keys. */
    String keys() {
        return keys;
    }

    /** What the JDK calls such signatures. */
    String signatures() {
        return signatures;
    }
}
