package io.wasmrunner.core.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditLogTest {
    @TempDir
    Path temporary;

    private Path folder() {
        return temporary.resolve("state");
    }

    private Path log() {
        return folder().resolve("audit.jsonl");
    }

    private Path head() {
        return folder().resolve("audit.head");
    }

    private void append(int records) throws IOException {
        AuditLog log = new AuditLog(folder());
        for (int i = 0; i < records; i++) {
            log.append(AuditEvent.run("sha256:" + i, "app.wasm", "4b8f2c9d0e7a", "standard", "sha256:p", "strict"));
        }
    }

    private AuditVerdict verify() throws IOException {
        return new AuditVerifier(folder()).verify();
    }

    private void broken(long line, String why) throws IOException {
        assertEquals(new AuditVerdict.Broken(line, why), verify());
    }

    private void whole(long records) throws IOException {
        assertEquals(new AuditVerdict.Whole(records, false), verify());
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(log()));
    }

    @Test
    void a_log_that_nobody_touched_is_whole() throws IOException {
        whole(0);
        append(1);
        whole(1);
        append(99);
        whole(100);
    }

    @Test
    void a_record_names_the_act_and_who_did_it() throws IOException {
        append(1);
        AuditRecord record = AuditRecord.last(folder(), "", 10).getFirst();

        assertEquals("1", record.seq());
        assertEquals("run", record.type());
        assertEquals(
                Map.of(
                        "user",
                        System.getProperty("user.name"),
                        "digest",
                        "sha256:0",
                        "name",
                        "app.wasm",
                        "container",
                        "4b8f2c9d0e7a",
                        "policy",
                        "standard",
                        "policyDigest",
                        "sha256:p",
                        "sandbox",
                        "strict"),
                record.fields());
        assertTrue(record.time().matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\dZ"), record.time());
    }

    @Test
    void a_name_cannot_pass_for_a_record() throws IOException {
        new AuditLog(folder()).append(AuditEvent.lifted("sha256:1", "x\"}\n{\"seq\":2,\"type\":\"forged"));
        append(1);

        whole(2);
        assertEquals(2, lines().size());
    }

    @Test
    void a_changed_line_shows() throws IOException {
        append(5);
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("strict", "off"));
        Files.write(log(), lines);

        broken(4, "it does not follow line 3: that one was changed, or this one");
    }

    @Test
    void a_changed_last_line_shows() throws IOException {
        append(5);
        List<String> lines = lines();
        lines.set(4, lines.get(4).replace("strict", "off"));
        Files.write(log(), lines);

        broken(5, "it is not the record that was written here: the head has another hash for it");
    }

    @Test
    void a_removed_line_shows() throws IOException {
        append(5);
        List<String> lines = lines();
        lines.remove(2);
        Files.write(log(), lines);

        broken(3, "record 3 is missing before it");
    }

    @Test
    void removed_first_lines_show() throws IOException {
        append(5);
        Files.write(log(), lines().subList(2, 5));

        broken(1, "records 1 to 2 are missing before it");
    }

    @Test
    void a_reordered_line_shows() throws IOException {
        append(5);
        List<String> lines = lines();
        Collections.swap(lines, 1, 2);
        Files.write(log(), lines);

        broken(2, "record 2 is missing before it");
    }

    @Test
    void a_repeated_line_shows() throws IOException {
        append(3);
        List<String> lines = lines();
        lines.add(1, lines.get(0));
        Files.write(log(), lines);

        broken(2, "it is record 1 and follows record 1: it was put here, or the log was started anew without its head");
    }

    @Test
    void a_foreign_line_shows() throws IOException {
        append(2);
        Files.writeString(log(), "hello\n", StandardOpenOption.APPEND);

        broken(3, "it is no record");
    }

    @Test
    void a_cut_end_shows_and_more_records_do_not_hide_it() throws IOException {
        append(5);
        Files.write(log(), lines().subList(0, 3));
        broken(3, "records 4 to 5 are missing after it");

        append(1);
        broken(4, "records 4 to 5 are missing before it");
    }

    @Test
    void a_removed_log_shows_and_a_new_one_does_not_hide_it() throws IOException {
        append(5);
        Files.delete(log());
        broken(0, "records 1 to 5 are missing after the start");

        append(1);
        broken(1, "records 1 to 5 are missing before it");
    }

    @Test
    void a_removed_head_shows_and_more_records_do_not_hide_it() throws IOException {
        append(5);
        Files.delete(head());
        broken(5, "the head, " + head() + ", is missing or damaged");

        append(1);
        broken(6, "it is record 1 and follows record 5: it was put here, or the log was started anew without its head");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "5", "5 abc", "-1 0", "99999999999999999999 0"})
    void a_damaged_head_is_no_head(String content) throws IOException {
        append(5);
        Files.writeString(head(), content);

        broken(5, "the head, " + head() + ", is missing or damaged");
    }

    @Test
    void a_writer_killed_in_its_record_leaves_nothing_wrong() throws IOException {
        append(2);
        Files.writeString(log(), "{\"seq\":3,\"prev", StandardOpenOption.APPEND);
        assertEquals(new AuditVerdict.Whole(2, true), verify());

        append(1);
        whole(3);
    }

    @Test
    void a_writer_killed_in_the_first_record_leaves_nothing_wrong() throws IOException {
        Files.createDirectories(folder());
        Files.writeString(log(), "{\"seq\":1,\"prev");

        append(1);
        whole(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void a_writer_killed_before_its_head_leaves_nothing_wrong(int records) throws IOException {
        append(records - 1);
        byte[] before = records == 1 ? null : Files.readAllBytes(head());
        append(1);
        if (before == null) {
            Files.delete(head());
        } else {
            Files.write(head(), before);
        }
        whole(records);

        append(1);
        whole(records + 1);
    }

    @Test
    void a_log_that_cannot_be_written_is_an_error_and_stays_as_it_was() throws IOException {
        append(2);
        Files.createDirectory(folder().resolve("audit.head.new"));

        assertThrows(IOException.class, () -> append(1));
        whole(2);
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error() throws IOException {
        Files.writeString(folder(), "a file");

        assertThrows(IOException.class, () -> append(1));
    }

    /** The system drops a process's lock when it closes the locked file anywhere; readers must not do that. */
    @Test
    void reading_in_between_does_not_break_the_chain() throws Exception {
        try (var pool = Executors.newFixedThreadPool(2)) {
            var writer = pool.submit(() -> {
                Auditor.appendAll(folder(), "writer");
                return null;
            });
            Process other = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Auditor.class.getName(),
                            folder().toString(),
                            "other")
                    .inheritIO()
                    .start();
            while (other.isAlive() || !writer.isDone()) {
                assertTrue(verify() instanceof AuditVerdict.Whole, () -> "while others write");
            }
            writer.get();
            assertEquals(0, other.waitFor());
        }
        whole(2L * Auditor.RECORDS);
    }

    @Test
    void records_of_threads_and_processes_form_one_chain() throws Exception {
        List<Callable<Void>> threads = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String name = "thread " + i;
            threads.add(() -> {
                Auditor.appendAll(folder(), name);
                return null;
            });
        }
        List<Process> processes = new ArrayList<>();
        for (String name : List.of("first", "second")) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Auditor.class.getName(),
                            folder().toString(),
                            name)
                    .inheritIO()
                    .start());
        }
        try (var pool = Executors.newFixedThreadPool(threads.size())) {
            for (var done : pool.invokeAll(threads)) {
                done.get();
            }
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }

        whole(5L * Auditor.RECORDS);
        assertEquals(3, AuditRecord.last(folder(), "", 3).size());
        assertEquals(List.of(), AuditRecord.last(folder(), "2999", 3));
    }
}
