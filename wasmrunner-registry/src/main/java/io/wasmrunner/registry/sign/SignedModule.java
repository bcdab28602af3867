package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/** A module, or a component, with the signatures it begins with. Of its sections only the names are looked at. */
final class SignedModule {
    private static final int HEADER = 8;
    private static final byte[] MAGIC = {0, 'a', 's', 'm'};
    private static final byte[] SECTION = "signature".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DELIMITER = "signature_delimiter".getBytes(StandardCharsets.US_ASCII);

    private final byte[] module;
    private final int content;
    private final List<SignatureData.Set> signatures;
    private final String what;

    private SignedModule(byte[] module, int content, List<SignatureData.Set> signatures, String what) {
        this.module = module;
        this.content = content;
        this.signatures = signatures;
        this.what = what;
    }

    static SignedModule parse(byte[] module, String what) {
        if (module.length < HEADER || !Arrays.equals(module, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot read the signatures of " + what + ": it is not a WebAssembly module");
        }
        WasmBytes in = new WasmBytes(module, HEADER, module.length, what);
        if (in.left() > 0 && in.next() == 0) {
            WasmBytes section = in.part(in.number());
            if (Arrays.equals(section.take(section.number()), SECTION)) {
                return new SignedModule(module, in.at(), SignatureData.parse(section), what);
            }
        }
        return new SignedModule(module, HEADER, List.of(), what);
    }

    List<SignatureData.Set> signatures() {
        return signatures;
    }

    /**
     * For each part of the module the hash of all up to its end, one behind the other. What stands behind the last delimiter
     * is a part too.
     */
    byte[] hashes() {
        ByteArrayOutputStream hashes = new ByteArrayOutputStream();
        MessageDigest rolling = sha256();
        WasmBytes in = new WasmBytes(module, content, module.length, what);
        boolean open = true;
        while (in.left() > 0) {
            int start = in.at();
            boolean custom = in.next() == 0;
            WasmBytes section = in.part(in.number());
            boolean delimiter = custom && Arrays.equals(section.take(section.number()), DELIMITER);
            rolling.update(module, start, in.at() - start);
            open = !delimiter;
            if (delimiter) {
                hashes.writeBytes(soFar(rolling));
            }
        }
        if (open) {
            hashes.writeBytes(soFar(rolling));
        }
        return hashes.toByteArray();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] soFar(MessageDigest rolling) {
        try {
            return ((MessageDigest) rolling.clone()).digest();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's own SHA-256 can be cloned", e);
        }
    }

    /** The module with these signatures in place of those it had. */
    byte[] with(byte[] data) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        WasmBytes.number(SECTION.length, section);
        section.writeBytes(SECTION);
        section.writeBytes(data);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(module, 0, HEADER);
        out.write(0);
        WasmBytes.number(section.size(), out);
        out.writeBytes(section.toByteArray());
        out.write(module, content, module.length - content);
        return out.toByteArray();
    }
}
