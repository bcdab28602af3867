package io.wasmrunner.core.audit;

import io.wasmrunner.sandbox.digest.Sha256;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last whole line of a log, found from its end. */
final class LastLine {
    /** Bytes; no record is longer. */
    static final int LONGEST = 64 << 10;

    private static final String START = "{\"seq\":";
    private static final String PREVIOUS = ",\"previous\":\"";

    private final long end;
    private final byte[] bytes;

    /** {@code bytes} are those without the line feed. */
    private LastLine(long end, byte[] bytes) {
        this.end = end;
        this.bytes = bytes;
    }

    /** Null when there is no whole line in the file's last 64 KiB. */
    static @Nullable LastLine of(RandomAccessFile file) throws IOException {
        long length = file.length();
        int size = (int) Math.min(length, 2048);
        while (true) {
            byte[] tail = new byte[size];
            file.seek(length - size);
            file.readFully(tail);
            int end = lastLineFeed(tail, size);
            int start = lastLineFeed(tail, end) + 1;
            boolean whole = size == length || start > 0;
            if (end >= 0 && whole) {
                return new LastLine(length - size + end + 1, Arrays.copyOfRange(tail, start, end));
            }
            if (size == length || size >= LONGEST) {
                return null;
            }
            size = (int) Math.min(length, size * 4L);
        }
    }

    private static int lastLineFeed(byte[] bytes, int before) {
        for (int i = before - 1; i >= 0; i--) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Where it ends in the file, after its line feed; more may follow, when a write was cut short. */
    long end() {
        return end;
    }

    String hash() {
        return Sha256.hex(bytes);
    }

    /** Whether it says that it is the record after {@code head}. */
    boolean follows(ChainHead head) {
        byte[] start = START.concat(Long.toString(head.count() + 1))
                .concat(PREVIOUS)
                .concat(head.hash())
                .concat("\"")
                .getBytes(StandardCharsets.US_ASCII);
        return bytes.length > start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
