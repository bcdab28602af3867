package io.wasmrunner.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.journal.RotatedRecords;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerLogTest {
    private static final String TIME = "2026-11-21T03:04:05.12Z";

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private final List<String> warnings = new ArrayList<>();

    @BeforeEach
    void name() {
        file = folder.resolve("output.log");
    }

    private RotatedRecords<LogRecord> open() throws IOException {
        return ContainerLog.open(file, warnings::add);
    }

    private static String json(String text) {
        return "{\"log\":\"" + text + "\\n\",\"stream\":\"stdout\",\"time\":\"" + TIME + "\"}\n";
    }

    private void write(String... texts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String text : texts) {
            lines.append(json(text));
        }
        append(lines.toString());
    }

    private void append(String bytes) throws IOException {
        Files.writeString(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** As a shim does it: from the oldest on, so that for a moment there is no file of the first name. */
    private void turn(int count) throws IOException {
        for (int i = count - 1; i > 0; i--) {
            for (String suffix : List.of("", ".gz")) {
                Path from = numbered(i - 1, suffix);
                if (Files.exists(from)) {
                    Files.move(from, numbered(i, suffix), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private Path numbered(int number, String suffix) {
        return number == 0 ? file : folder.resolve("output.log." + number + suffix);
    }

    private void compress(int number) throws IOException {
        Path plain = numbered(number, "");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(Files.readAllBytes(plain));
        }
        Files.write(numbered(number, ".gz"), bytes.toByteArray());
        Files.delete(plain);
    }

    private static List<String> rest(RotatedRecords<LogRecord> log) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Optional<LogRecord> next = log.next(); next.isPresent(); next = log.next()) {
            texts.add(next.get().text().strip());
        }
        return texts;
    }

    @Test
    void a_record_has_its_text_its_stream_and_its_time() throws IOException {
        append("{\"log\":\"a \\u001b[1m\\r \\\"ä\\\"\",\"stream\":\"stderr\",\"time\":\"" + TIME + "\"}\n");

        try (RotatedRecords<LogRecord> log = open()) {
            LogRecord found = log.next().orElseThrow();
            assertEquals("a \u001b[1m\r \"ä\"", found.text());
            assertTrue(found.error());
            assertEquals(Instant.parse(TIME), found.time());
        }
    }

    @Test
    void files_turned_over_come_first_the_oldest_at_the_front() throws IOException {
        write("one", "two");
        turn(4);
        compress(1);
        write("three");
        turn(4);
        write("four");

        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one", "two", "three", "four"), rest(log));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void the_last_so_many_are_found_across_files() throws IOException {
        write("1", "2", "3");
        turn(4);
        compress(1);
        write("4", "5");
        turn(4);
        write("6");

        for (int most = 0; most <= 7; most++) {
            try (RotatedRecords<LogRecord> log = open()) {
                log.keepLast(most);
                assertEquals(
                        List.of("1", "2", "3", "4", "5", "6").subList(Math.max(0, 6 - most), 6),
                        rest(log),
                        "last " + most);
                write("later");
                assertEquals(List.of("later"), rest(log));
            }
            String all = Files.readString(file);
            Files.writeString(
                    file, all.substring(0, all.length() - json("later").length()));
        }
    }

    @Test
    void the_last_lines_of_a_long_file_are_found_without_those_before() throws IOException {
        append("x".repeat(300_000) + "\n");
        String[] many = new String[2_000];
        java.util.Arrays.setAll(many, i -> "line " + i);
        write(many);

        try (RotatedRecords<LogRecord> log = open()) {
            log.keepLast(1_999);
            assertEquals("line 1\n", log.next().orElseThrow().text());
            assertEquals(1_998, rest(log).size());
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void a_reader_goes_on_when_the_file_is_turned_over_under_it() throws IOException {
        write("one");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one"), rest(log));
            write("two");
            turn(3);
            assertEquals(List.of("two"), rest(log));
            assertEquals(List.of(), rest(log));
            write("three");
            assertEquals(List.of("three"), rest(log));
        }
    }

    @Test
    void a_reader_that_is_several_turns_behind_misses_nothing() throws IOException {
        write("one");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals("one\n", log.next().orElseThrow().text());
            write("two");
            turn(5);
            write("three");
            turn(5);
            write("four");
            turn(5);
            write("five");
            assertEquals(List.of("two", "three", "four", "five"), rest(log));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void a_reader_that_is_several_turns_behind_knows_its_file_when_it_was_compressed() throws IOException {
        write("one", "two");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals("one\n", log.next().orElseThrow().text());
            for (String text : List.of("three", "four")) {
                turn(5);
                compress(1);
                write(text);
            }
            assertEquals(List.of("two", "three", "four"), rest(log));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void lines_that_went_away_before_they_were_read_are_told_of() throws IOException {
        write("one");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one"), rest(log));
            for (String text : List.of("lost", "three", "four")) {
                turn(2);
                write(text);
            }
            assertEquals(List.of("three", "four"), rest(log));
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("some lines are missing"), warnings.getFirst());
    }

    @Test
    void a_line_is_given_once_it_is_whole() throws IOException {
        String line = json("slow");
        append(line.substring(0, 20));
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of(), rest(log));
            append(line.substring(20));
            assertEquals(List.of("slow"), rest(log));
        }
    }

    @Test
    void a_torn_line_that_was_cut_off_is_not_mixed_with_the_next() throws IOException {
        write("one");
        append(json("torn").substring(0, 30));
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one"), rest(log));
            Files.writeString(file, json("one"));
            write("two");
            assertEquals(List.of("two"), rest(log));
        }
    }

    @Test
    void a_file_that_was_emptied_is_read_from_its_start() throws IOException {
        write("one", "two");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one", "two"), rest(log));
            Files.writeString(file, "");
            write("three");
            assertEquals(List.of("three"), rest(log));
        }
    }

    @Test
    void a_log_may_begin_after_its_reader() throws IOException {
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of(), rest(log));
            write("first");
            assertEquals(List.of("first"), rest(log));
        }
    }

    @Test
    void damaged_lines_are_left_out_with_one_warning() throws IOException {
        write("one");
        append("\u0000\u0000 no json\n{\"log\":1}\n" + "y".repeat(600_000) + "\n");
        write("two");

        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one", "two"), rest(log));
        }
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("damaged"), warnings.getFirst());
    }

    @Test
    void a_damaged_compressed_file_does_not_keep_the_rest_from_being_read() throws IOException {
        write("one");
        turn(3);
        compress(1);
        byte[] packed = Files.readAllBytes(numbered(1, ".gz"));
        Files.writeString(numbered(1, ".gz"), new String(packed, 0, packed.length / 2, StandardCharsets.ISO_8859_1));
        write("two");

        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("two"), rest(log));
        }
        assertEquals(1, warnings.size());
    }

    @Test
    void what_was_turned_over_is_read_before_there_is_another_file() throws IOException {
        write("one");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one"), rest(log));
            turn(4);
            write("two");
            turn(4);
            assertEquals(List.of("two"), rest(log));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void nothing_is_doubled_when_the_file_is_removed_under_its_reader() throws IOException {
        write("one");
        try (RotatedRecords<LogRecord> log = open()) {
            assertEquals(List.of("one"), rest(log));
            turn(4);
            write("two");
            assertEquals(List.of("two"), rest(log));
            Files.delete(file);
            assertEquals(List.of(), rest(log));
            write("three");
            assertEquals(List.of("three"), rest(log));
        }
        assertEquals(List.of(), warnings);
    }

    @Test
    void nothing_is_lost_or_doubled_while_another_thread_writes_and_turns_over() throws Exception {
        int lines = 20_000;
        Thread writer = Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < lines; i++) {
                    write(Integer.toString(i));
                    if (i % 500 == 499) {
                        turn(lines / 500 + 1);
                    }
                }
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        List<String> read = new ArrayList<>();
        try (RotatedRecords<LogRecord> log = open()) {
            while (writer.isAlive()) {
                read.addAll(rest(log));
            }
            read.addAll(rest(log));
        }
        List<String> written = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            written.add(Integer.toString(i));
        }
        assertEquals(written, read);
        assertEquals(List.of(), warnings);
    }
}
