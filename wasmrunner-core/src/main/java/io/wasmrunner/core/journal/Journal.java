package io.wasmrunner.core.journal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that several processes append to. When it is full it becomes {@code <name>.1}, what was that {@code .2}
 * and so on; the oldest goes.
 */
public final class Journal {
    /** Bytes from which on it is asked how many there may be. */
    private static final long NEVER_FULL = 64 << 10;

    private final Path file;
    private final @Nullable Supplier<Bound> bound;

    /**
     * How much is kept.
     *
     * @param bytes at which the file is moved away, 64 KiB or more
     * @param files with the one that is written to, 2 or more
     */
    public record Bound(long bytes, int files) {
        public static final Bound USUAL = new Bound(8L << 20, 2);
    }

    public Journal(Path file) {
        this.file = file;
        this.bound = null;
    }

    /** @param bound asked for when the file may be full */
    public Journal(Path file, Supplier<Bound> bound) {
        this.file = file;
        this.bound = bound;
    }

    /** Adds the line, with its end; all of it or, when that fails, nothing. */
    public void append(JsonLine line) throws IOException {
        append(line.bytes());
    }

    /** Adds whole lines, together. */
    public void append(byte[] lines) throws IOException {
        try (LockedFile locked = LockedFile.open(file)) {
            locked.append(lines);
            long length = locked.file().length();
            if (length > NEVER_FULL) {
                Bound most = bound == null ? Bound.USUAL : bound.get();
                if (length > most.bytes()) {
                    rotate(most.files());
                }
            }
        }
    }

    private void rotate(int files) throws IOException {
        // More than these when fewer are to be kept than before.
        for (int i = files; numbered(i).exists(); i++) {
            delete(numbered(i));
        }
        for (int i = files - 1; i > 1; i--) {
            if (numbered(i - 1).exists()) {
                move(numbered(i - 1), numbered(i));
            }
        }
        move(file.toFile(), older().toFile());
    }

    private File numbered(int number) {
        return file.resolveSibling(file.getFileName() + "." + number).toFile();
    }

    private static void move(File from, File to) throws IOException {
        if (!from.renameTo(to)) {
            throw new IOException("cannot move " + from + " to " + to);
        }
    }

    private static void delete(File one) throws IOException {
        if (!one.delete()) {
            throw new IOException("cannot delete " + one);
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
