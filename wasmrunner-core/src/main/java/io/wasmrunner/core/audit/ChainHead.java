package io.wasmrunner.core.audit;

import io.wasmrunner.core.journal.ExistingFile;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the chain ends: kept beside the log, so that a log whose end was cut off is told from one that never had more.
 *
 * @param count how many records there are
 * @param hash the SHA-256 of the last one's line, in hexadecimal digits
 */
record ChainHead(long count, String hash) {
    /** What the first record has for the hash of the one before. */
    static final String NONE = "0".repeat(64);

    private static final int LONGEST = 128;

    static final ChainHead EMPTY = new ChainHead(0, NONE);

    /** The head in a file; null when there is none, or the file holds something else. */
    static @Nullable ChainHead read(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = ExistingFile.open(file)) {
            if (in == null) {
                return null;
            }
            bytes = in.readNBytes(LONGEST);
        }
        String text = new String(bytes, StandardCharsets.ISO_8859_1).strip();
        int space = text.indexOf(' ');
        try {
            long count = Long.parseLong(text, 0, Math.max(space, 0), 10);
            String hash = text.substring(space + 1);
            return count > 0 && hash.length() == NONE.length() ? new ChainHead(count, hash) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** Puts it in place of what the file held. */
    void write(Path file) throws IOException {
        // Not by +, here and in LastLine: the first one a program comes to takes 5 ms.
        File written = new File(file.toString().concat(".new"));
        try (OutputStream out = new FileOutputStream(written)) {
            out.write(Long.toString(count).concat(" ").concat(hash).concat("\n").getBytes(StandardCharsets.US_ASCII));
        }
        if (!written.renameTo(file.toFile())) {
            throw new IOException("cannot move " + written + " to " + file);
        }
    }
}
