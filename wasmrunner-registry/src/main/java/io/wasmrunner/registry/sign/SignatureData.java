package io.wasmrunner.registry.sign;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The payload of a module's signature section (WebAssembly tool-conventions, "Signature data"). */
final class SignatureData {
    static final int VERSION = 1;
    static final int MODULE = 1;
    static final int SHA256 = 1;

    private static final int HASH_BYTES = 32;
    private static final int ED25519 = 1;
    private static final int MOST = 64;

    /** One signature; what calls its key is not kept, keys are tried. */
    static final class Signature {
        private final byte[] bytes;

        Signature(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Signatures of the same hashes. */
    static final class Set {
        private final byte[] hashes;
        private final List<Signature> signatures;

        Set(byte[] hashes, List<Signature> signatures) {
            this.hashes = hashes.clone();
            this.signatures = List.copyOf(signatures);
        }

        /** All of them, one behind the other. */
        byte[] hashes() {
            return hashes.clone();
        }

        List<Signature> signatures() {
            return signatures;
        }
    }

    private SignatureData() {}

    static List<Set> parse(WasmBytes in) {
        if (in.next() != VERSION || in.next() != MODULE || in.next() != SHA256) {
            throw in.wrong("its signatures are of a version or a kind that is not known");
        }
        int sets = count(in);
        List<Set> all = new ArrayList<>();
        for (int i = 0; i < sets; i++) {
            byte[] hashes = in.take(count(in) * HASH_BYTES);
            int signatures = count(in);
            List<Signature> of = new ArrayList<>();
            for (int j = 0; j < signatures; j++) {
                in.take(in.number());
                int kind = in.next();
                byte[] bytes = in.take(in.number());
                if (kind == ED25519) {
                    of.add(new Signature(bytes));
                }
            }
            all.add(new Set(hashes, of));
        }
        if (in.left() > 0) {
            throw in.wrong("something stands behind its signatures");
        }
        return all;
    }

    private static int count(WasmBytes in) {
        int count = in.number();
        if (count > MOST) {
            throw in.wrong("it has more than " + MOST + " signatures, or parts");
        }
        return count;
    }

    static byte[] write(byte[] hashes, List<Signature> signatures) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(VERSION);
        out.write(MODULE);
        out.write(SHA256);
        WasmBytes.number(1, out);
        WasmBytes.number(hashes.length / HASH_BYTES, out);
        out.writeBytes(hashes);
        WasmBytes.number(signatures.size(), out);
        for (Signature signature : signatures) {
            WasmBytes.number(0, out);
            out.write(ED25519);
            WasmBytes.number(signature.bytes().length, out);
            out.writeBytes(signature.bytes());
        }
        return out.toByteArray();
    }
}
