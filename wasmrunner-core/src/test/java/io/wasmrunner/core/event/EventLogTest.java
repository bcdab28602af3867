package io.wasmrunner.core.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventLogTest {
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("state/events.jsonl");
    }

    private static Event event(String message) {
        return new Event(TIME, "alert", Map.of("message", message, "level", "info"));
    }

    @Test
    void an_event_is_a_line_of_json() throws IOException {
        new EventLog(file()).append(event("one \"quoted\"\nand \u001b[31mred ä"));

        assertEquals(
                List.of("{\"time\":\"2026-01-02T03:04:05.678Z\",\"type\":\"alert\",\"level\":\"info\","
                        + "\"message\":\"one \\\"quoted\\\"\\nand \\u001B[31mred ä\"}"),
                Files.readAllLines(file()));
    }

    @Test
    void its_folder_is_made_for_its_owner_alone() throws IOException {
        new EventLog(file()).append(event("x"));

        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())));
    }

    @Test
    void lines_of_many_threads_stay_whole() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "thread " + i;
            writers.add(() -> {
                Appender.appendAll(file(), name);
                return null;
            });
        }
        try (var pool = Executors.newFixedThreadPool(writers.size())) {
            for (var done : pool.invokeAll(writers)) {
                done.get();
            }
        }
        assertEquals(8 * Appender.LINES, wholeLines().size());
    }

    @Test
    void lines_of_two_processes_stay_whole() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Appender.class.getName(),
                            file().toString(),
                            name)
                    .inheritIO()
                    .start());
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(2 * Appender.LINES, wholeLines().size());
    }

    private Set<String> wholeLines() throws IOException {
        Set<String> lines = new HashSet<>(Files.readAllLines(file()));
        for (String line : lines) {
            assertTrue(
                    line.matches(
                            "\\{\"time\":\"[^\"]+\",\"type\":\"test\",\"message\":\"x{500}\",\"name\":\"[a-z]+ ?\\d*"
                                    + " \\d+\"}"),
                    line);
        }
        return lines;
    }

    @Test
    void a_full_file_moves_aside_and_the_one_before_it_goes() throws IOException {
        EventLog log = new EventLog(file());
        Path older = file().resolveSibling("events.jsonl.1");
        log.append(event("first"));
        fill();
        log.append(event("last of its file"));

        assertFalse(Files.exists(file()));
        assertTrue(Files.readString(older).endsWith("\"message\":\"last of its file\"}\n"));

        log.append(event("next"));
        fill();
        log.append(event("last of the next"));

        assertTrue(Files.readString(older).endsWith("\"message\":\"last of the next\"}\n"));
        assertFalse(Files.readString(older).contains("last of its file"));
    }

    @Test
    void as_much_is_kept_as_is_configured() throws IOException {
        EventLog log = new EventLog(new StateFolder(file().getParent()));
        Files.createDirectory(file().getParent());
        Files.writeString(file().resolveSibling("config.toml"), "[events]\nmax-size = \"64k\"\nmax-files = 3\n");
        for (int i = 0; i < 5; i++) {
            append(i, log);
        }

        assertFalse(Files.exists(file()));
        assertTrue(Files.readString(file().resolveSibling("events.jsonl.1")).contains("\"4x"));
        assertTrue(Files.readString(file().resolveSibling("events.jsonl.2")).contains("\"3x"));
        assertFalse(Files.exists(file().resolveSibling("events.jsonl.3")));
    }

    @Test
    void what_was_kept_goes_once_less_is_to_be_kept() throws IOException {
        Files.createDirectory(file().getParent());
        Files.writeString(
                file().resolveSibling("config.toml"), "[events]\nmax-size = \"64k\"\nmax-files = 2\nwrong = 1\n");
        for (int i = 1; i <= 3; i++) {
            Files.writeString(file().resolveSibling("events.jsonl." + i), "old");
        }

        append(7, new EventLog(new StateFolder(file().getParent())));

        assertTrue(Files.readString(file().resolveSibling("events.jsonl.1")).contains("\"7x"));
        for (String name : List.of("events.jsonl", "events.jsonl.2", "events.jsonl.3")) {
            assertFalse(Files.exists(file().resolveSibling(name)), name);
        }
    }

    /** A little more than 64 KiB. */
    private static void append(int number, EventLog log) throws IOException {
        for (int i = 0; i < 60; i++) {
            log.append(event(number + "x".repeat(1100)));
        }
    }

    private void fill() throws IOException {
        Files.write(
                file(),
                ("x".repeat(8 << 20) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                StandardOpenOption.APPEND);
    }
}
