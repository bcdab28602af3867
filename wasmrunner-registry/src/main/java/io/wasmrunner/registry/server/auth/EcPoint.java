package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.pem.PemFile;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Finds the public half of a private key on the curve P-256, which Java does not work out. */
final class EcPoint {
    /** SubjectPublicKeyInfo of a P-256 key, up to the point (RFC 5480). */
    private static final byte[] PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

    private static final int POINT = 65;

    private EcPoint() {}

    /** From a public key beside the private one, or from the one that OpenSSL writes into it (RFC 5915). */
    static ECPublicKey publicKey(PemFile file) {
        List<byte[]> beside = file.all(PemFile.PUBLIC_KEY);
        byte[] inside = file.all(PemFile.PRIVATE_KEY).getFirst();
        int at = inside.length - POINT;
        byte[] encoded = new byte[PREFIX.length + POINT];
        if (beside.isEmpty() && at > 0 && inside[at] == 4) {
            System.arraycopy(PREFIX, 0, encoded, 0, PREFIX.length);
            System.arraycopy(inside, at, encoded, PREFIX.length, POINT);
        } else if (!beside.isEmpty()) {
            encoded = Arrays.copyOf(beside.getFirst(), beside.getFirst().length);
        }
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
            return (ECPublicKey) key;
        } catch (GeneralSecurityException _) {
            throw file.wrong("beside its EC key there must be BEGIN PUBLIC KEY; openssl pkey -pubout makes it");
        }
    }
}
