package io.wasmrunner.registry.layer.tar;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads an archive that a stranger wrote: ustar, with the long names of POSIX and of GNU. Whatever two programs could read
 * in two ways is refused: a size that differs between header and extended header, content behind what has none, sparse
 * files, kinds that nobody knows. Not for several threads.
 */
public final class TarReader {
    /** Bytes of an extended header. Only names and times in it matter. */
    private static final int LARGEST_EXTENSION = 1 << 20;

    /** What a header's own field can say (11 octal digits); only what is larger may be said in an extended header alone. */
    private static final long LARGEST_OCTAL = 077777777777L;

    private final InputStream in;
    private final TarLimits limits;
    private final TarFault fault;
    private final byte[] block = new byte[TarHeader.BLOCK];
    private int entries;
    private long left;
    private int padding;

    /** @param in with a buffer of its own, or reading is slow */
    public TarReader(InputStream in, TarLimits limits, TarFault fault) {
        this.in = in;
        this.limits = limits;
        this.fault = fault;
    }

    /** The next entry, or null at the end; what is left of the one before is skipped. */
    public @Nullable TarEntry next() throws IOException {
        Extensions extensions = new Extensions();
        while (true) {
            skipRest();
            if (!readBlock()) {
                return end(extensions);
            }
            if (TarHeader.isZero(block)) {
                if (readBlock() && !TarHeader.isZero(block)) {
                    throw fault.because("it goes on behind its end");
                }
                return end(extensions);
            }
            if (++entries > limits.entries()) {
                throw fault.because("it has more than " + limits.entries() + " entries");
            }
            TarHeader header = new TarHeader(block, fault);
            switch (header.type()) {
                case 'x', 'X' -> extensions.add(PaxRecords.parse(extension(header), fault));
                case 'g' -> checkGlobal(PaxRecords.parse(extension(header), fault));
                case 'L' -> extensions.name = longName(header);
                case 'K' -> extensions.target = longName(header);
                default -> {
                    return entry(header, extensions);
                }
            }
        }
    }

    private @Nullable TarEntry end(Extensions extensions) {
        if (extensions.any()) {
            throw fault.because("it ends behind an extended header");
        }
        return null;
    }

    /** Content of the entry read last: bytes read, or -1 at its end. */
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = in.read(buffer, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw cutOff();
        }
        left -= count;
        return count;
    }

    private TarEntry entry(TarHeader header, Extensions extensions) {
        String name = checked(extensions.name != null ? extensions.name : header.name());
        TarKind kind = kind(header.type(), name);
        String target = kind == TarKind.SYMLINK || kind == TarKind.HARD_LINK
                ? checked(extensions.target != null ? extensions.target : header.target())
                : "";
        long size = size(header, extensions, name);
        if (kind != TarKind.FILE && size != 0) {
            throw fault.because(name + " says it has " + size + " bytes, but its kind has none");
        }
        left = size;
        padding = (int) (-size & (TarHeader.BLOCK - 1));
        long modified = extensions.modified >= 0 ? extensions.modified : header.modified();
        return new TarEntry(kind, name, target, size, header.mode(), modified);
    }

    private TarKind kind(char type, String name) {
        return switch (type) {
            case '0', '\0', '7' -> name.endsWith("/") ? TarKind.FOLDER : TarKind.FILE;
            case '1' -> TarKind.HARD_LINK;
            case '2' -> TarKind.SYMLINK;
            case '3' -> TarKind.CHARACTER_DEVICE;
            case '4' -> TarKind.BLOCK_DEVICE;
            case '5' -> TarKind.FOLDER;
            case '6' -> TarKind.FIFO;
            case 'S' -> throw fault.because(name + " is a sparse file, which layers do not have");
            default ->
                throw fault.because(name + " is of a kind that nobody knows (" + Integer.toHexString(type) + ")");
        };
    }

    private long size(TarHeader header, Extensions extensions, String name) {
        long own = header.size();
        long extended = extensions.size;
        if (extended < 0 || extended == own) {
            return own;
        }
        if (own == 0 && extended > LARGEST_OCTAL) {
            return extended;
        }
        throw fault.because(
                name + " has two sizes: " + own + " in its header, " + extended + " in its extended header");
    }

    private String checked(String name) {
        if (name.length() > limits.nameBytes() || name.getBytes(StandardCharsets.UTF_8).length > limits.nameBytes()) {
            throw fault.because("a name in it has more than " + limits.nameBytes() + " bytes: "
                    + name.substring(0, Math.min(60, name.length())) + "…");
        }
        return name;
    }

    private String longName(TarHeader header) throws IOException {
        byte[] bytes = extension(header);
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return checked(new String(bytes, 0, end, StandardCharsets.UTF_8));
    }

    private byte[] extension(TarHeader header) throws IOException {
        long size = header.size();
        if (size > LARGEST_EXTENSION) {
            throw fault.because("an extended header of it has " + size + " bytes; the most is " + LARGEST_EXTENSION);
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw cutOff();
        }
        padding = (int) (-size & (TarHeader.BLOCK - 1));
        return bytes;
    }

    /** What holds for all that follows may be a comment, nothing else. */
    private void checkGlobal(Map<String, String> records) {
        for (String key : records.keySet()) {
            if (key.equals("path") || key.equals("linkpath") || key.equals("size") || key.startsWith("GNU.sparse.")) {
                throw fault.because("a global header of it sets " + key);
            }
        }
    }

    private void skipRest() throws IOException {
        long skip = left + padding;
        left = 0;
        padding = 0;
        while (skip > 0) {
            int count = in.read(block, 0, (int) Math.min(block.length, skip));
            if (count < 0) {
                throw cutOff();
            }
            skip -= count;
        }
    }

    private boolean readBlock() throws IOException {
        int count = in.readNBytes(block, 0, block.length);
        if (count != 0 && count < block.length) {
            throw cutOff();
        }
        return count != 0;
    }

    private RuntimeException cutOff() {
        return fault.because("it is cut off");
    }

    /** What extended headers say about the entry that follows. */
    private final class Extensions {
        private @Nullable String name;
        private @Nullable String target;
        private long size = -1;
        private long modified = -1;

        void add(Map<String, String> records) {
            for (Map.Entry<String, String> pax : records.entrySet()) {
                String value = pax.getValue();
                switch (pax.getKey()) {
                    case "path" -> name = checked(value);
                    case "linkpath" -> target = checked(value);
                    case "size" -> size = number(value);
                    case "mtime" -> modified = seconds(value);
                    default -> {
                        if (pax.getKey().startsWith("GNU.sparse.")) {
                            throw fault.because("it has a sparse file, which layers do not have");
                        }
                    }
                }
            }
        }

        boolean any() {
            return name != null || target != null || size >= 0;
        }

        /** With a fraction, or before 1970, which is 1970. */
        private long seconds(String text) {
            if (text.startsWith("-")) {
                return 0;
            }
            int dot = text.indexOf('.');
            return number(dot < 0 ? text : text.substring(0, dot));
        }

        private long number(String text) {
            long value = 0;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c < '0' || c > '9' || value > Long.MAX_VALUE / 100) {
                    throw fault.because("an extended header of it has a number that is none: " + text);
                }
                value = value * 10 + c - '0';
            }
            if (text.isEmpty()) {
                throw fault.because("an extended header of it has an empty number");
            }
            return value;
        }
    }
}
