package io.wasmrunner.core.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One file of lines, open: whatever it is called later, and even when it is removed, it can be read to its end. */
final class RotatedFile implements AutoCloseable {
    /** Bytes; of a longer line so many are given. */
    static final int LONGEST = 256 << 10;

    private static final int BLOCK = 64 << 10;

    /** RFC 1952, section 2.3.1: at the end the checksum of what was compressed, and its length modulo 2^32. */
    private static final int TRAILER = 8;

    private final Path name;
    private final FileChannel channel;
    private final Object key;
    private final boolean compressed;
    private @Nullable InputStream unpacked;

    /** Where the next bytes of the file are that are not in the buffer. */
    private long offset;

    private byte[] buffer = new byte[0];
    private int start;
    private int end;

    /** Up to there the buffer holds no line feed. */
    private int looked;

    private boolean inLongLine;

    private RotatedFile(Path name, FileChannel channel, Object key, boolean compressed) {
        this.name = name;
        this.channel = channel;
        this.key = key;
        this.compressed = compressed;
    }

    /** Null when there is none of that name. */
    static @Nullable RotatedFile open(Path name, boolean compressed) throws IOException {
        while (true) {
            Object before = keyOf(name);
            if (before == null) {
                return null;
            }
            FileChannel channel;
            try {
                channel = FileChannel.open(name, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            } catch (NoSuchFileException e) {
                continue;
            }
            if (before.equals(keyOf(name))) {
                return new RotatedFile(name, channel, before, compressed);
            }
            channel.close();
        }
    }

    /** What tells a file from all others as long as it is open or has a name; null when there is none. */
    static @Nullable Object keyOf(Path name) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(name, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isRegularFile()) {
                throw new IOException(name + " is not a file");
            }
            return found.fileKey();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    Path name() {
        return name;
    }

    Object key() {
        return key;
    }

    /** Whether it still has the name under which it was opened. */
    boolean isInPlace() throws IOException {
        return key.equals(keyOf(name));
    }

    /** Whether the other is this one, or what became of it when it was compressed. */
    boolean isSame(RotatedFile other) throws IOException {
        if (key.equals(other.key)) {
            return true;
        }
        if (compressed || !other.compressed) {
            return false;
        }
        long packed = other.channel.size();
        ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        return packed > TRAILER
                && other.channel.read(trailer, packed - TRAILER) == TRAILER
                && trailer.getInt(Integer.BYTES) == (int) channel.size()
                && trailer.getInt(0) == checksum();
    }

    private int checksum() throws IOException {
        CRC32 sum = new CRC32();
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        for (long at = 0; channel.read(block.clear(), at) > 0; at += block.limit()) {
            sum.update(block.flip());
        }
        return (int) sum.getValue();
    }

    /**
     * Leaves out all lines but the last so many; to be called before the first is read.
     *
     * @return how many it has of those
     */
    long keepLast(long most) throws IOException {
        if (!compressed) {
            return seekBack(most);
        }
        long lines = 0;
        while (next() != null) {
            lines++;
        }
        unpacked = null;
        clear();
        offset = 0;
        for (long skip = lines - most; skip > 0; skip--) {
            next();
        }
        return Math.min(lines, most);
    }

    private long seekBack(long most) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long lines = -1;
        for (long from = channel.size(); from > 0; ) {
            int length = (int) Math.min(BLOCK, from);
            from -= length;
            length = channel.read(block.clear().limit(length), from);
            for (int i = length - 1; i >= 0; i--) {
                // The line feed at the end of the last line has none behind it yet.
                if (block.get(i) == '\n' && ++lines == most) {
                    offset = from + i + 1;
                    return most;
                }
            }
        }
        return lines + 1;
    }

    /**
     * The next line without its line feed; null when there is no whole one now. Of the newest file there may be later: what
     * was there of a line is then read again, for its writer cuts off what it could not finish.
     */
    byte @Nullable [] next() throws IOException {
        while (true) {
            byte[] line = buffered();
            if (line != null) {
                return line;
            }
            if (!fill()) {
                offset -= end - start;
                clear();
                return null;
            }
        }
    }

    private void clear() {
        start = 0;
        end = 0;
        looked = 0;
    }

    /** The next line, or as much as is given of a long one. */
    private byte @Nullable [] buffered() {
        for (; looked < end; looked++) {
            if (buffer[looked] == '\n') {
                byte[] line = Arrays.copyOfRange(buffer, start, looked);
                start = looked + 1;
                if (!inLongLine) {
                    looked = start;
                    return line;
                }
                inLongLine = false;
            }
        }
        byte[] beginning = null;
        if (!inLongLine && end - start >= LONGEST) {
            inLongLine = true;
            beginning = Arrays.copyOfRange(buffer, start, end);
        }
        if (inLongLine) {
            start = end;
        }
        return beginning;
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            looked -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(BLOCK, buffer.length * 2));
        }
        int count = compressed ? unpack() : read();
        if (count <= 0) {
            return false;
        }
        end += count;
        offset += count;
        return true;
    }

    private int read() throws IOException {
        int count = channel.read(ByteBuffer.wrap(buffer, end, buffer.length - end), offset);
        if (count < 0 && channel.size() < offset - (end - start)) {
            // Somebody has emptied it, and its writer appends.
            offset = 0;
            clear();
            count = channel.read(ByteBuffer.wrap(buffer), 0);
        }
        return count;
    }

    private int unpack() throws IOException {
        InputStream from = unpacked;
        if (from == null) {
            channel.position(0);
            from = new GZIPInputStream(Channels.newInputStream(channel), BLOCK);
            unpacked = from;
        }
        return from.read(buffer, end, buffer.length - end);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
