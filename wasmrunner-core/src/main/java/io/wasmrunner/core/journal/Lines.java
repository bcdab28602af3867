package io.wasmrunner.core.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a journal line by line, however long the file is. A file that is not there has no lines. */
public final class Lines implements AutoCloseable {
    private final InputStream in;
    private byte[] line = new byte[1024];
    private boolean whole;

    private Lines(InputStream in) {
        this.in = in;
    }

    public static Lines of(Path file) throws IOException {
        InputStream in = ExistingFile.open(file);
        return new Lines(in == null ? InputStream.nullInputStream() : new BufferedInputStream(in, 1 << 16));
    }

    /**
     * The next line without its line feed; null when there is none.
     *
     * @param longest bytes; of a longer line only so many are given, with {@link #isWhole} false
     */
    public byte @Nullable [] next(int longest) throws IOException {
        int length = 0;
        int b = in.read();
        if (b < 0) {
            return null;
        }
        boolean cut = false;
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (length == longest) {
                cut = true;
                continue;
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, length * 2);
            }
            line[length++] = (byte) b;
        }
        whole = b == '\n' && !cut;
        return Arrays.copyOf(line, length);
    }

    /** Whether the last line given had its line feed, and was not cut. */
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
