package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.layer.Decompressed;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** An archive before it was compressed, if it was. What expands far beyond what images do is refused while it is read. */
final class Expansion extends BulkInputStream {
    /** No matter how small it was. */
    private static final long ALWAYS = 256L << 20;

    private static final int MOST_TIMES = 200;

    private final InputStream in;
    private final Counted compressed;
    private final TarFault fault;
    private long expanded;

    private Expansion(InputStream in, Counted compressed, TarFault fault) {
        this.in = in;
        this.compressed = compressed;
        this.fault = fault;
    }

    static InputStream of(InputStream in, TarFault fault) throws IOException {
        Counted counted = new Counted(in);
        return new Expansion(Decompressed.of(counted, fault), counted, fault);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        expanded += Math.max(0, read);
        if (expanded > ALWAYS && expanded / MOST_TIMES > compressed.count) {
            throw fault.because("it expands to more than " + MOST_TIMES + " times what it is");
        }
        return read;
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] buffer = new byte[8192];
        return Math.max(0, read(buffer, 0, (int) Math.min(buffer.length, count)));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
