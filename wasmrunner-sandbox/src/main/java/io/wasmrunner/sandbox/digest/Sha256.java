package io.wasmrunner.sandbox.digest;

import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 (FIPS 180-4). The JDK's needs 18 ms at its first use to set security providers up, a third of a whole short
 * run, so small inputs go through the native library where it is there; large ones gain from the JDK's faster code.
 */
public final class Sha256 {
    private static final int SMALL = 1 << 20;
    private static final int LENGTH = 32;

    private Sha256() {}

    /** The digest in 64 lower-case hexadecimal digits. */
    public static String hex(byte[] bytes) {
        return HexFormat.of()
                .formatHex(bytes.length <= SMALL && NativeLibrary.available() ? small(bytes) : large(bytes));
    }

    static byte[] small(byte[] bytes) {
        byte[] digest = new byte[LENGTH];
        return NativeIo.sha256(bytes, digest) == 0 ? digest : large(bytes);
    }

    static byte[] large(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
