package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import java.io.IOException;
import java.io.OutputStream;

/** Digests what goes through it. */
final class DigestingStream extends OutputStream {
    private final OutputStream out;
    private final Digester digester;

    DigestingStream(OutputStream out, DigestAlgorithm algorithm) {
        this.out = out;
        this.digester = Digester.of(algorithm);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        digester.update(bytes, offset, length);
    }

    /** Of everything so far. */
    Digest digest() {
        return digester.digest();
    }
}
