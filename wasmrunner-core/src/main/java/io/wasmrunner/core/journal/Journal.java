package io.wasmrunner.core.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file of lines that several processes append to. When it is full its content moves to {@code <name>.1}, and what was
 * there before is gone.
 */
public final class Journal {
    /** Bytes at which the file is moved away. */
    private static final long FULL = 8L << 20;

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /** Adds the line, with its end; all of it or, when that fails, nothing. */
    public void append(JsonLine line) throws IOException {
        append(line.bytes());
    }

    /** Adds whole lines, together. */
    public void append(byte[] lines) throws IOException {
        try (LockedFile locked = LockedFile.open(file)) {
            locked.append(lines);
            if (locked.file().length() > FULL) {
                rotate();
            }
        }
    }

    private void rotate() throws IOException {
        File older = older().toFile();
        if (!file.toFile().renameTo(older)) {
            throw new IOException("cannot move " + file + " to " + older);
        }
    }

    /** Where the lines are that were moved away last. */
    public Path older() {
        return file.resolveSibling(file.getFileName() + ".1");
    }

    public Path file() {
        return file;
    }
}
