package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The decompressed content of a layer: digested as it is read, and refused when it gets too much. */
public final class LayerStream extends BulkInputStream {
    private final InputStream in;
    private final Digester digester;
    private final long most;
    private final TarFault fault;
    private long size;

    private LayerStream(InputStream in, DigestAlgorithm algorithm, long most, TarFault fault) {
        this.in = in;
        this.digester = Digester.of(algorithm);
        this.most = most;
        this.fault = fault;
    }

    /**
     * Closes {@code content} with itself.
     *
     * @param compressed bytes that {@code content} has
     */
    public static LayerStream of(
            InputStream content, long compressed, DigestAlgorithm algorithm, LayerLimits limits, TarFault fault)
            throws IOException {
        return new LayerStream(Decompressed.of(content, fault), algorithm, limits.bytesFor(compressed), fault);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            size += count;
            if (size > most) {
                throw fault.because("it decompresses to more than " + most + " bytes");
            }
            digester.update(bytes, offset, count);
        }
        return count;
    }

    /** The digest of all of it; reads what nobody has read. */
    public Digest finish() throws IOException {
        byte[] rest = new byte[1 << 16];
        int count = 0;
        while (count >= 0) {
            count = read(rest, 0, rest.length);
        }
        return digester.digest();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
