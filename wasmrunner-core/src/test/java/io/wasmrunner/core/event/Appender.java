package io.wasmrunner.core.event;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Appends many lines to an event log; a program of its own, so that several processes can do so at once. */
final class Appender {
    static final int LINES = 500;

    private Appender() {}

    public static void main(String[] arguments) throws IOException {
        appendAll(Path.of(arguments[0]), arguments[1]);
    }

    static void appendAll(Path file, String name) throws IOException {
        EventLog log = new EventLog(file);
        for (int i = 0; i < LINES; i++) {
            log.append(new Event(Instant.EPOCH, "test", Map.of("name", name + " " + i, "message", "x".repeat(500))));
        }
    }
}
