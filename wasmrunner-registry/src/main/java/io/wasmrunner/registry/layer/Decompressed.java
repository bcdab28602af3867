package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** What some content is before it was compressed; how it was is told by its first bytes, whatever its media type says. */
public final class Decompressed extends BulkInputStream {
    private static final int BUFFER = 1 << 16;

    private final InputStream in;
    private final TarFault fault;

    private Decompressed(InputStream in, TarFault fault) {
        this.in = in;
        this.fault = fault;
    }

    /** Closes {@code content} with itself. */
    public static InputStream of(InputStream content, TarFault fault) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(content, BUFFER);
        buffered.mark(4);
        byte[] head = buffered.readNBytes(4);
        buffered.reset();
        try {
            if (begins(head, 0x1f, 0x8b)) {
                return new Decompressed(new GZIPInputStream(buffered, BUFFER), fault);
            }
            if (begins(head, 'B', 'Z', 'h')) {
                return new Decompressed(new BZip2CompressorInputStream(buffered, true), fault);
            }
        } catch (IOException e) {
            throw damaged(fault, e);
        }
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return new Decompressed(new ZstdFrames(buffered), fault);
        }
        if (begins(head, 0xfd, '7', 'z', 'X')) {
            throw fault.because("it is compressed with xz; compress it with gzip or zstd");
        }
        return buffered;
    }

    private static boolean begins(byte[] head, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= head.length || (head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** Decompressors say in many ways that they do not understand. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
            return in.read(bytes, offset, length);
        } catch (IOException | RuntimeException e) {
            throw damaged(fault, e);
        }
    }

    private static RuntimeException damaged(TarFault fault, Exception e) {
        return fault.because("its compressed data is damaged (" + e.getMessage() + ")", e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
