package io.wasmrunner.registry.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Gzip with one level, and nothing in its header: no name, no time. */
final class FixedGzip extends GZIPOutputStream {
    private static final int LEVEL = 6;

    FixedGzip(OutputStream out) throws IOException {
        super(out, 1 << 16, false);
        def.setLevel(LEVEL);
        def.setStrategy(Deflater.DEFAULT_STRATEGY);
    }
}
