package io.wasmrunner.registry.layer;

import io.airlift.compress.v3.zstd.ZstdInputStream;
import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses one zstd frame after the other (RFC 8878, 3.1). Tools write layers of many, with skippable ones in between,
 * so that parts can be fetched alone; the decompressor is given each frame as if there was no other.
 */
final class ZstdFrames extends BulkInputStream {
    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int SKIPPABLE_MASK = 0xfffffff0;

    private final InputStream in;
    private @Nullable InputStream frame;

    /** @param in with a buffer */
    ZstdFrames(InputStream in) {
        this.in = in;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (true) {
            InputStream current = frame;
            if (current == null) {
                current = next();
            }
            if (current == null) {
                return -1;
            }
            frame = current;
            int count = current.read(bytes, offset, length);
            if (count >= 0) {
                return count;
            }
            frame = null;
        }
    }

    /** Null at the end. */
    private @Nullable InputStream next() throws IOException {
        while (true) {
            byte[] head = in.readNBytes(4);
            if (head.length == 0) {
                return null;
            }
            int magic = littleEndian(complete(head, 4));
            if (magic == MAGIC) {
                return new ZstdInputStream(new ZstdFrame(in, head));
            }
            if ((magic & SKIPPABLE_MASK) != SKIPPABLE) {
                throw new IOException("something else follows a zstd frame");
            }
            in.skipNBytes(littleEndian(complete(in.readNBytes(4), 4)) & 0xffffffffL);
        }
    }

    static byte[] complete(byte[] bytes, int length) throws EOFException {
        if (bytes.length < length) {
            throw cutOff();
        }
        return bytes;
    }

    static EOFException cutOff() {
        return new EOFException("a zstd frame is cut off");
    }

    static int littleEndian(byte[] bytes) {
        int value = 0;
        for (int i = bytes.length - 1; i >= 0; i--) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
