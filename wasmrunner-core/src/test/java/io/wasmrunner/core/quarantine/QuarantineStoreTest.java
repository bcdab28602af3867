package io.wasmrunner.core.quarantine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.audit.AuditRecord;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.sandbox.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class QuarantineStoreTest {
    private static final Digest DIGEST = Striker.DIGEST;
    private static final Digest OTHER = Digest.sha256("ef".repeat(32));

    @TempDir
    Path state;

    private QuarantineStore store;

    @BeforeEach
    void open() {
        store = new QuarantineStore(state);
    }

    private boolean run(Violation.Kind... kinds) throws IOException {
        return store.countViolations(
                DIGEST,
                "evil.wasm",
                "4b8f",
                List.of(kinds).stream().map(Striker::record).toList(),
                3);
    }

    private List<String> audited() throws IOException {
        return AuditRecord.last(state, "", 100).stream().map(AuditRecord::type).toList();
    }

    @Test
    void a_module_that_never_tried_anything_runs() throws IOException {
        assertFalse(store.isQuarantined(DIGEST));
        assertFalse(run());
        assertEquals(List.of(), store.list());
        assertFalse(Files.exists(state.resolve("quarantine")));
    }

    @Test
    void the_third_run_with_refused_attempts_is_the_last() throws IOException {
        assertFalse(run(Violation.Kind.PATH, Violation.Kind.PATH, Violation.Kind.PATH, Violation.Kind.PATH));
        assertFalse(run(Violation.Kind.NETWORK));
        assertFalse(store.isQuarantined(DIGEST));
        assertTrue(run(Violation.Kind.HOST_CALL));

        assertTrue(store.isQuarantined(DIGEST));
        assertFalse(store.isQuarantined(OTHER));
        QuarantineEntry entry = store.check(DIGEST).orElseThrow();
        assertEquals(3, entry.strikes());
        assertEquals(
                "cannot run evil.wasm: it is quarantined after 3 runs with refused attempts (last: path_open"
                        + " /etc/passwd: it leads out of the directory, " + entry.time()
                        + "); to lift it: wasmrunner quarantine lift sha256:cdcdcdcdcdcd",
                entry.refusal("evil.wasm"));
        assertEquals(List.of("quarantine"), audited());
    }

    @Test
    void limits_reached_are_no_strikes() throws IOException {
        for (int i = 0; i < 5; i++) {
            assertFalse(run(Violation.Kind.QUOTA, Violation.Kind.QUOTA));
        }
        assertEquals(List.of(), store.list());
    }

    @Test
    void a_threshold_of_0_only_counts() throws IOException {
        Striker.strike(state, 10);

        assertFalse(store.isQuarantined(DIGEST));
        assertEquals(10, store.list().getFirst().strikes());
        assertEquals(QuarantineState.COUNTED, store.list().getFirst().state());
    }

    @Test
    void a_lifted_module_starts_anew() throws IOException {
        run(Violation.Kind.PATH);
        run(Violation.Kind.PATH);
        assertTrue(run(Violation.Kind.PATH));
        assertEquals(QuarantineState.LIFTED, store.lift(DIGEST).state());

        assertFalse(store.isQuarantined(DIGEST));
        assertFalse(run(Violation.Kind.PATH));
        assertFalse(run(Violation.Kind.PATH));
        assertTrue(run(Violation.Kind.PATH));
        assertEquals(List.of("quarantine", "quarantine-lift", "quarantine"), audited());
    }

    @Test
    void a_module_is_quarantined_by_hand_and_says_why() throws IOException {
        store.add(OTHER, "other.wasm", "not reviewed yet");

        assertTrue(store.isQuarantined(OTHER));
        QuarantineEntry entry = store.check(OTHER).orElseThrow();
        assertEquals(
                "cannot run other.wasm: it is quarantined by hand on " + entry.time()
                        + ": not reviewed yet; to lift it:" + " wasmrunner quarantine lift sha256:efefefefefef",
                entry.refusal("other.wasm"));
        assertEquals(List.of("quarantine"), audited());
    }

    @Test
    void only_what_is_quarantined_can_be_lifted() throws IOException {
        run(Violation.Kind.PATH);

        for (Digest digest : List.of(DIGEST, OTHER)) {
            String message = assertThrows(WasmrunnerException.class, () -> store.lift(digest))
                    .getMessage();
            assertTrue(message.startsWith("cannot lift the quarantine of " + digest.abbreviated()), message);
        }
        assertEquals(List.of(), audited());
    }

    @Test
    void a_lift_that_cannot_be_audited_does_not_happen() throws IOException {
        store.add(DIGEST, "x", "");
        Files.delete(state.resolve("audit.jsonl"));
        Files.createDirectory(state.resolve("audit.jsonl"));

        assertThrows(IOException.class, () -> store.lift(DIGEST));
        assertTrue(store.isQuarantined(DIGEST));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "{\"state\":\"counted\"}",
                "{\"state\":\"lifted\",\"digest\":\"sha256:ef\",\"strikes\":0}",
                "{\"state\":\"free\",\"digest\":\"sha256:cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd\"}"
            })
    void a_damaged_record_keeps_the_module_from_running(String content) throws IOException {
        Files.createDirectory(state.resolve("quarantine"));
        Path file = Files.writeString(state.resolve("quarantine/" + DIGEST.hex() + ".json"), content);

        assertTrue(store.isQuarantined(DIGEST));
        assertTrue(
                store.check(DIGEST).orElseThrow().refusal("x").contains("its record " + file + " is damaged"),
                () -> content);
        store.lift(DIGEST);
        assertFalse(store.isQuarantined(DIGEST));
    }

    @Test
    void processes_that_count_at_once_lose_nothing() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Striker.class.getName(),
                            state.toString())
                    .inheritIO()
                    .start());
        }
        Striker.strike(state, Striker.RUNS);
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }

        assertEquals(3 * Striker.RUNS, store.list().getFirst().strikes());
    }
}
