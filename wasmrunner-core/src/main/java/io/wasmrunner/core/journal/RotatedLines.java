package io.wasmrunner.core.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file that somebody appends to and turns over meanwhile, and of those turned over before, which may be
 * compressed; the oldest first, each once. Files are held open from the start, so that none is lost by being turned over.
 */
final class RotatedLines implements AutoCloseable {
    private final Path file;
    private final Consumer<String> warnings;

    /** Those not read to their end; the first is being read. */
    private final Deque<RotatedFile> files = new ArrayDeque<>();

    /** The one that was read before those: where they began, should somebody remove the first of them. */
    private @Nullable RotatedFile previous;

    private RotatedLines(Path file, Consumer<String> warnings) {
        this.file = file;
        this.warnings = warnings;
    }

    /**
     * Those there are, and those to come; there need not be a file yet.
     *
     * @param file the one that is written to
     * @param warnings hears of what cannot be read
     */
    static RotatedLines open(Path file, Consumer<String> warnings) throws IOException {
        RotatedLines lines = new RotatedLines(file, warnings);
        lines.files.addAll(RotatedFiles.open(file));
        return lines;
    }

    /** Leaves out all that there are now but the last so many; to be called before the first is read. */
    void keepLast(long most) throws IOException {
        long missing = most;
        List<RotatedFile> youngestFirst = List.copyOf(files.reversed());
        for (RotatedFile one : youngestFirst) {
            if (missing == 0 && one != youngestFirst.getFirst()) {
                files.remove(one);
                one.close();
                continue;
            }
            try {
                missing -= one.keepLast(missing);
            } catch (IOException e) {
                damaged(one, e);
            }
        }
    }

    /**
     * The next line without its line feed; null when there is none at present, and there may be later.
     *
     * @return at most 256 KiB of it
     */
    byte @Nullable [] next() throws IOException {
        while (true) {
            RotatedFile first = files.peekFirst();
            byte[] line = first == null ? null : next(first);
            if (line != null) {
                return line;
            }
            if (first != null && files.size() > 1) {
                leaveFirst();
            } else if (first == null || isTurnedOver(first)) {
                line = first == null ? null : next(first);
                if (line != null) {
                    return line;
                }
                if (!goOn(first)) {
                    return null;
                }
            } else {
                return null;
            }
        }
    }

    private byte @Nullable [] next(RotatedFile from) {
        try {
            return from.next();
        } catch (IOException e) {
            damaged(from, e);
            return null;
        }
    }

    private void damaged(RotatedFile from, IOException e) {
        warnings.accept("cannot read %s to its end: %s".formatted(from.name(), e.getMessage()));
    }

    private void leaveFirst() throws IOException {
        if (previous != null) {
            previous.close();
        }
        previous = files.removeFirst();
    }

    /** Once it has lost its name, nobody writes to it any more. */
    private boolean isTurnedOver(RotatedFile newest) throws IOException {
        return !newest.key().equals(RotatedFile.keyOf(file));
    }

    /** Takes up the files behind the one that was read to its end; whether there are any. */
    private boolean goOn(@Nullable RotatedFile done) throws IOException {
        List<RotatedFile> found = RotatedFiles.open(file);
        int behind = 0;
        for (int i = 0; done != null && i < found.size(); i++) {
            RotatedFile one = found.get(i);
            if (done.isSame(one) || (previous != null && previous.isSame(one))) {
                behind = i + 1;
            }
        }
        if (done != null && behind == 0 && found.size() > 1) {
            warnings.accept("some lines are missing: files of %s went away before they were read".formatted(file));
        }
        RotatedFiles.closeAll(found.subList(0, behind));
        if (behind == found.size()) {
            return false;
        }
        if (done != null) {
            leaveFirst();
        }
        files.addAll(found.subList(behind, found.size()));
        return true;
    }

    @Override
    public void close() throws IOException {
        RotatedFiles.closeAll(files);
        if (previous != null) {
            previous.close();
        }
    }
}
