package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of one zstd frame, still compressed, and none behind it (RFC 8878, 3.1.1). */
final class ZstdFrame extends BulkInputStream {
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int CHECKSUM = 1 << 2;
    private static final int RUN_LENGTH_BLOCK = 1;

    /**
     * 8 MiB, as a window descriptor, is all that decompressors must know (RFC 8878, 3.1.1.1.2), and all that this one does. Many
     * frames say more than they use: they are short. One that does use more is found to be damaged.
     */
    private static final byte LARGEST_WINDOW = 13 << 3;

    private final InputStream in;
    private final boolean checksum;
    private byte[] head;
    private int headNext;
    private int left;
    private boolean last;
    private boolean ended;

    /** @param magic the first four bytes, which have been read */
    ZstdFrame(InputStream in, byte[] magic) throws IOException {
        this.in = in;
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(magic);
        int descriptor = in.read();
        if (descriptor < 0) {
            throw ZstdFrames.cutOff();
        }
        header.write(descriptor);
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int dictionary = descriptor & 3;
        int size = descriptor >> 6;
        int rest = (single ? 0 : 1) + (dictionary == 3 ? 4 : dictionary) + (size == 0 ? (single ? 1 : 0) : 1 << size);
        byte[] fields = ZstdFrames.complete(in.readNBytes(rest), rest);
        if (!single && (fields[0] & 0xff) > LARGEST_WINDOW) {
            fields[0] = LARGEST_WINDOW;
        }
        header.writeBytes(fields);
        this.head = header.toByteArray();
        this.checksum = (descriptor & CHECKSUM) != 0;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (headNext == head.length && left == 0) {
            if (ended) {
                return -1;
            }
            advance();
            if (headNext == head.length && left == 0) {
                return -1;
            }
        }
        if (headNext < head.length) {
            int count = Math.min(length, head.length - headNext);
            System.arraycopy(head, headNext, bytes, offset, count);
            headNext += count;
            return count;
        }
        int count = in.read(bytes, offset, Math.min(length, left));
        if (count < 0) {
            throw ZstdFrames.cutOff();
        }
        left -= count;
        return count;
    }

    private void advance() throws IOException {
        if (last) {
            ended = true;
            left = checksum ? 4 : 0;
            return;
        }
        head = ZstdFrames.complete(in.readNBytes(3), 3);
        headNext = 0;
        int header = ZstdFrames.littleEndian(head);
        last = (header & 1) != 0;
        left = (header >> 1 & 3) == RUN_LENGTH_BLOCK ? 1 : header >>> 3;
    }
}
