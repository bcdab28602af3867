package io.wasmrunner.core.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@link RotatedLines} say, the oldest first. A line that is damaged is left out, and the first such told of. */
public final class RotatedRecords<T> implements AutoCloseable {
    private final Path file;
    private final RotatedLines lines;
    private final Parser<T> parser;
    private final String some;
    private final Consumer<String> warnings;
    private boolean warned;

    private RotatedRecords(Path file, RotatedLines lines, Parser<T> parser, String some, Consumer<String> warnings) {
        this.file = file;
        this.lines = lines;
        this.parser = parser;
        this.some = some;
        this.warnings = warnings;
    }

    /** Makes a record of a line. */
    public interface Parser<T> {
        /** Empty when the line is damaged. */
        Optional<T> parse(byte[] line);
    }

    /**
     * Those there are, and those to come; there need not be a file yet.
     *
     * @param file the one that is written to
     * @param some how to say that some of them are, as in "some events are"
     * @param warnings hears of what is damaged or missing
     */
    public static <T> RotatedRecords<T> open(Path file, Parser<T> parser, String some, Consumer<String> warnings)
            throws IOException {
        return new RotatedRecords<>(file, RotatedLines.open(file, warnings), parser, some, warnings);
    }

    /** Leaves out all there are now but the last so many; to be called before the first is read. */
    public void keepLast(long most) throws IOException {
        lines.keepLast(most);
    }

    /** The next; empty when there is none at present, and there may be later. */
    public Optional<T> next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Optional<T> record = parser.parse(line);
            if (record.isPresent()) {
                return record;
            }
            if (!warned) {
                warned = true;
                warnings.accept("%s left out: %s holds lines that are damaged".formatted(some, file));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
