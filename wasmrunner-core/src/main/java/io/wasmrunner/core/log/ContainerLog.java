package io.wasmrunner.core.log;

import io.wasmrunner.core.journal.RotatedLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The log of a container as the drivers json-file and local keep it (docs/logs.md), the oldest line first. */
public final class ContainerLog implements AutoCloseable {
    private final Path file;
    private final RotatedLines lines;
    private final Consumer<String> warnings;
    private boolean warned;

    private ContainerLog(Path file, RotatedLines lines, Consumer<String> warnings) {
        this.file = file;
        this.lines = lines;
        this.warnings = warnings;
    }

    /**
     * What is there and what will come; there need not be a file yet.
     *
     * @param file the one that is written to
     * @param warnings hears of what is damaged or missing
     */
    public static ContainerLog open(Path file, Consumer<String> warnings) throws IOException {
        return new ContainerLog(file, RotatedLines.open(file, warnings), warnings);
    }

    /** Leaves out all there is now but the last so many records; to be called before the first is read. */
    public void keepLast(long most) throws IOException {
        lines.keepLast(most);
    }

    /** The next record; empty when there is none at present. One that is damaged is left out, and the first such told of. */
    public Optional<LogRecord> next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            Optional<LogRecord> record = LogRecord.parse(line);
            if (record.isPresent()) {
                return record;
            }
            if (!warned) {
                warned = true;
                warnings.accept("some of the log is left out: %s holds lines that are damaged".formatted(file));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
