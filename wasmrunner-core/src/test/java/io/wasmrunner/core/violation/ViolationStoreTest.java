package io.wasmrunner.core.violation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.sandbox.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViolationStoreTest {
    private static final Digest DIGEST = Digest.sha256("ab".repeat(32));

    @TempDir
    Path folder;

    private static ViolationRecord record(String target) {
        return ViolationRecord.of(
                new Violation(Violation.Kind.PATH, "path_open", target, "it leads out of the directory"),
                "4b8f2c9d0e7a",
                DIGEST,
                "evil.wasm");
    }

    private List<ViolationRecord> all() throws IOException {
        return new ViolationStore(folder).last(_ -> true, Integer.MAX_VALUE);
    }

    @Test
    void records_are_read_as_they_were_written() throws IOException {
        List<ViolationRecord> written =
                List.of(record("/etc/passwd"), record("a \"b\"\n{\u001b\ud83d\ude00"), record(""));
        new ViolationStore(folder).append(written.subList(0, 2));
        new ViolationStore(folder).append(written.subList(2, 3));

        assertEquals(written, all());
        assertEquals(
                "path_open /etc/passwd: it leads out of the directory",
                written.getFirst().describe());
        assertEquals(
                "path_open: it leads out of the directory", written.getLast().describe());
    }

    @Test
    void a_store_that_nobody_wrote_to_is_empty() throws IOException {
        new ViolationStore(folder).append(List.of());

        assertEquals(List.of(), all());
    }

    @Test
    void the_last_ones_that_are_wanted_are_given() throws IOException {
        new ViolationStore(folder).append(List.of(record("a"), record("b"), record("ab"), record("c")));

        List<ViolationRecord> last =
                new ViolationStore(folder).last(record -> record.target().contains("b"), 1);
        assertEquals(List.of("ab"), last.stream().map(ViolationRecord::target).toList());
    }

    @Test
    void of_one_run_a_hundred_are_kept() throws IOException {
        new ViolationStore(folder).append(Collections.nCopies(5_000, record("x")));

        assertEquals(100, all().size());
    }

    @Test
    void lines_that_are_no_records_are_passed_over() throws IOException {
        Path file = folder.resolve("violations.jsonl");
        Files.writeString(
                file,
                "hello\n{}\n{\"digest\":\"sha256:..\"}\n\n" + "x".repeat(200_000) + "\n",
                StandardOpenOption.CREATE);
        new ViolationStore(folder).append(List.of(record("a")));
        Files.writeString(file, "{\"time\":\"half of", StandardOpenOption.APPEND);

        assertEquals(1, all().size());
    }

    @Test
    void the_files_stay_bounded_and_the_newest_are_kept() throws IOException {
        ViolationStore store = new ViolationStore(folder);
        List<ViolationRecord> run = new ArrayList<>(Collections.nCopies(99, record("x".repeat(1000))));
        run.add(record("last"));
        for (int i = 0; i < 200; i++) {
            store.append(run);
        }

        long size = Files.size(folder.resolve("violations.jsonl.1"))
                + (Files.exists(folder.resolve("violations.jsonl"))
                        ? Files.size(folder.resolve("violations.jsonl"))
                        : 0);
        assertEquals(true, size < (17L << 20), "they have " + size + " bytes");
        assertEquals("last", all().getLast().target());
    }
}
