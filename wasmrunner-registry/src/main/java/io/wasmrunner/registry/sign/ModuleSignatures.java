package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Signatures inside a WebAssembly module (WebAssembly tool-conventions, "Signatures"): the custom section {@code signature},
 * ahead of all others, with Ed25519 signatures of all that follows. Modules signed in part only are not accepted.
 */
public final class ModuleSignatures {
    private static final String DOMAIN = "wasmsig";

    private ModuleSignatures() {}

    /**
     * The module with a signature more; those that are there and are of the same content stay.
     *
     * @param what for errors: the name of its file
     * @throws RegistryException when it is no module, or the key is not Ed25519
     */
    public static byte[] sign(byte[] module, SigningKey key, String what) {
        if (key.kind() != KeyKind.ED25519) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot sign " + what + ": modules are signed with Ed25519 keys");
        }
        SignedModule parsed = SignedModule.parse(module, what);
        byte[] hashes = parsed.hashes();
        SignatureData.Signature own = new SignatureData.Signature(key.sign(signed(hashes)));
        List<SignatureData.Signature> signatures = new ArrayList<>();
        parsed.signatures().stream()
                .filter(set -> Arrays.equals(set.hashes(), hashes))
                .forEach(set -> signatures.addAll(set.signatures()));
        signatures.add(own);
        return parsed.with(SignatureData.write(hashes, signatures));
    }

    /** Whether one of the keys signed all of a module; those that are not Ed25519 did not. */
    public static Verification verify(byte[] module, List<VerificationKey> keys, String what) {
        SignedModule parsed = SignedModule.parse(module, what);
        if (parsed.signatures().isEmpty()) {
            return new Verification.Unsigned();
        }
        byte[] hashes = parsed.hashes();
        List<String> reasons = new ArrayList<>();
        for (SignatureData.Set set : parsed.signatures()) {
            if (!Arrays.equals(set.hashes(), hashes)) {
                reasons.add("one is of other content");
                continue;
            }
            for (SignatureData.Signature signature : set.signatures()) {
                for (VerificationKey key : keys) {
                    if (key.kind() == KeyKind.ED25519 && key.verifies(signed(hashes), signature.bytes())) {
                        return new Verification.Verified(Digest.of(module), key);
                    }
                }
                reasons.add("one is of another key");
            }
        }
        return new Verification.Rejected(reasons);
    }

    private static byte[] signed(byte[] hashes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(DOMAIN.getBytes(StandardCharsets.US_ASCII));
        out.write(SignatureData.VERSION);
        out.write(SignatureData.MODULE);
        out.write(SignatureData.SHA256);
        out.writeBytes(hashes);
        return out.toByteArray();
    }
}
