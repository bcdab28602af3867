package io.wasmrunner.registry.layer.tar;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes an archive whose bytes depend on its entries alone: ustar, owned by 0:0 without names; what does not fit goes into
 * an extended header (POSIX pax) with those records only. Not for several threads.
 */
public final class TarWriter {
    private static final long LARGEST_OCTAL = 077777777777L;
    private static final int NAME_BYTES = 100;
    private static final byte[] ZEROES = new byte[2 * TarHeader.BLOCK];

    private final OutputStream out;
    private long left;
    private int padding;

    public TarWriter(OutputStream out) {
        this.out = out;
    }

    /** Begins an entry; of a file, exactly its size must be written next. */
    public void begin(TarEntry entry) throws IOException {
        endEntry();
        byte[] name = entry.name().getBytes(StandardCharsets.UTF_8);
        byte[] target = entry.target().getBytes(StandardCharsets.UTF_8);
        StringBuilder records = new StringBuilder();
        if (!fits(name)) {
            record(records, "path", entry.name());
        }
        if (!fits(target)) {
            record(records, "linkpath", entry.target());
        }
        if (entry.size() > LARGEST_OCTAL) {
            record(records, "size", Long.toString(entry.size()));
        }
        if (entry.modified() > LARGEST_OCTAL) {
            record(records, "mtime", Long.toString(entry.modified()));
        }
        if (!records.isEmpty()) {
            byte[] pax = records.toString().getBytes(StandardCharsets.UTF_8);
            out.write(header("pax".getBytes(StandardCharsets.US_ASCII), new byte[0], 'x', pax.length, 0644, 0));
            out.write(pax);
            out.write(ZEROES, 0, -pax.length & (TarHeader.BLOCK - 1));
        }
        out.write(header(
                name,
                target,
                entry.kind().flag(),
                entry.size() > LARGEST_OCTAL ? 0 : entry.size(),
                entry.mode() & 07777,
                entry.modified() > LARGEST_OCTAL ? 0 : entry.modified()));
        left = entry.size();
        padding = (int) (-entry.size() & (TarHeader.BLOCK - 1));
    }

    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (length > left) {
            throw new IllegalStateException("more content than the entry said");
        }
        out.write(bytes, offset, length);
        left -= length;
    }

    /** Ends the archive; the stream stays open. */
    public void finish() throws IOException {
        endEntry();
        out.write(ZEROES);
    }

    private void endEntry() throws IOException {
        if (left > 0) {
            throw new IllegalStateException("less content than the entry said");
        }
        out.write(ZEROES, 0, padding);
        padding = 0;
    }

    /** Only plain characters may stand in a header: what encoding it has is not said there. */
    private static boolean fits(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return text.length <= NAME_BYTES;
    }

    /** The length counts its own digits. */
    private static void record(StringBuilder records, String key, String value) {
        int rest = (" " + key + "=" + value + "\n").getBytes(StandardCharsets.UTF_8).length;
        int length = rest + 1;
        while (rest + Integer.toString(length).length() != length) {
            length++;
        }
        records.append(length).append(' ').append(key).append('=').append(value).append('\n');
    }

    private static byte[] header(byte[] name, byte[] target, char type, long size, int mode, long modified) {
        byte[] block = new byte[TarHeader.BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(NAME_BYTES, name.length));
        octal(block, 100, 7, mode);
        octal(block, 108, 7, 0);
        octal(block, 116, 7, 0);
        octal(block, 124, 11, size);
        octal(block, 136, 11, modified);
        Arrays.fill(block, 148, 156, (byte) ' ');
        block[156] = (byte) type;
        System.arraycopy(target, 0, block, 157, Math.min(NAME_BYTES, target.length));
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
        octal(block, 329, 7, 0);
        octal(block, 337, 7, 0);
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 6, sum);
        block[154] = 0;
        return block;
    }

    private static void octal(byte[] block, int offset, int digits, long value) {
        long rest = value;
        for (int i = offset + digits - 1; i >= offset; i--) {
            block[i] = (byte) ('0' + (rest & 7));
            rest >>= 3;
        }
    }
}
