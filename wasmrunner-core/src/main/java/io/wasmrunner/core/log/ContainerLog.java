package io.wasmrunner.core.log;

import io.wasmrunner.core.journal.RotatedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The log of a container as the drivers json-file and local keep it (docs/logs.md). */
final class ContainerLog {
    private ContainerLog() {}

    /**
     * What is there and what will come, the oldest first; there need not be a file yet.
     *
     * @param file the one that is written to
     * @param warnings hears of what is damaged or missing
     */
    static RotatedRecords<LogRecord> open(Path file, Consumer<String> warnings) throws IOException {
        return RotatedRecords.open(file, LogRecord::parse, "some of the log is", warnings);
    }
}
