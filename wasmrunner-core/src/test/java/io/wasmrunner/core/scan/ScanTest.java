package io.wasmrunner.core.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.lab.LabExtension;
import io.wasmrunner.core.run.Lab;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Rule;
import io.wasmrunner.runtime.scan.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule on the smallest module that breaks it, and on one that only nearly does. */
@ExtendWith(LabExtension.class)
final class ScanTest {
    private final Lab lab;

    ScanTest(Lab lab) {
        this.lab = lab;
    }

    private ScanReport scan(String fields) throws Exception {
        return Scan.of(lab.assemble("(module " + fields + ")"));
    }

    private static List<Finding> of(Rule rule, ScanReport report) {
        return report.findings().stream()
                .filter(finding -> finding.rule() == rule)
                .toList();
    }

    private static Severity severity(Rule rule, ScanReport report) {
        List<Finding> found = of(rule, report);
        assertEquals(1, found.size(), report.findings().toString());
        return found.getFirst().severity();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "import-outside | high | (import \"env\" \"exec\" (func))",
                "import-outside | high | (import \"wasi_snapshot_preview1\" \"path_exec\" (func))",
                "import-outside | high | (import \"env\" \"memory\" (memory 1))",
                "may-write-files | info | (import \"wasi_snapshot_preview1\" \"path_unlink_file\""
                        + " (func (param i32 i32 i32) (result i32)))",
                "may-use-sockets | info | (import \"wasi_snapshot_preview1\" \"sock_shutdown\""
                        + " (func (param i32 i32) (result i32)))",
                "may-read-environment | info | (import \"wasi_snapshot_preview1\" \"environ_get\""
                        + " (func (param i32 i32) (result i32)))",
                "may-use-host-abi | info | (import \"env\" \"read_sensor\" (func (param i32) (result i32)))",
                "missing-maximum | info | (memory 1)",
                "missing-maximum | info | (table 1 funcref)",
                "unbounded-memory | low | (memory 1) (func (drop (memory.grow (i32.const 1))))",
                "unbounded-memory | low | (memory 1 65536) (func (drop (memory.grow (i32.const 1))))",
                "unbounded-memory | low | (memory 1) (func (param i32) (result i32)"
                        + " (loop (br_if 1 (i32.const 5) (memory.grow (local.get 0))) (drop) (br 0)) (unreachable))",
                "unbounded-memory | medium | (memory 1) (func"
                        + " (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))))",
                "unbounded-memory | high | (memory 1) (func (param i32)"
                        + " (loop (drop (memory.grow (local.get 0))) (br 0)))",
                "unbounded-table | low | (table 1 externref) (func (param i32)"
                        + " (drop (table.grow (ref.null extern) (local.get 0))))",
                "huge-memory | medium | (memory 4096 4096)",
                "huge-memory | high | (memory 16384 16384)",
                "huge-table | medium | (table 1000000 1000000 funcref)",
                "huge-table | high | (table 10000000 10000000 funcref)",
                "start-function | low | (func $f) (start $f)",
                "exported-mutable-global | low | (global (export \"g\") (mut i32) (i32.const 0))",
                "table-self-modification | medium | (table 1 2 funcref) (func (table.set (i32.const 0)"
                        + " (ref.null func)) (call_indirect (i32.const 0)))",
                "table-self-modification | medium | (table (export \"t\") 1 2 funcref)"
                        + " (func (table.fill (i32.const 0) (ref.null func) (i32.const 1)))",
                "table-self-modification | medium | (table 1 2 funcref) (elem func 0) (func (table.init 0 (i32.const"
                        + " 0) (i32.const 0) (i32.const 1)) (call_indirect (i32.const 0)))",
                "table-self-modification | medium | (table 1 2 funcref) (func (table.copy (i32.const 0) (i32.const 0)"
                        + " (i32.const 1)) (call_indirect (i32.const 0)))",
                "endless-loop | medium | (func $spin (loop (br 0)))",
                "endless-loop | medium | (func (loop (loop (br 1))))",
                "endless-loop | medium | (func (loop (br_if 0 (i32.const 1))))",
                "endless-loop | medium | (func (local i32) (loop (local.set 0 (i32.add (local.get 0) (i32.const 1)))"
                        + " (if (local.get 0) (then (br 1)) (else (br 1)))))",
                "endless-loop | medium | (func (param i32) (loop (block (block (br_table 0 1 2 (local.get 0))))"
                        + " (br 0)))",
                "endless-loop | medium | (func $log) (func (call $log) (loop (nop) (br 0)))",
                "endless-loop | low | (func (param i32) (if (local.get 0) (then (loop (br 0)))))",
                "endless-loop | low | (memory 1 1) (func (loop (i32.store (i32.const 0) (i32.const 1)) (br 0)))"
            })
    void finds(String id, Severities severity, String fields) throws Exception {
        ScanReport report = scan(fields);
        Rule rule = Stream.of(Rule.values())
                .filter(candidate -> candidate.id().equals(id))
                .findAny()
                .orElseThrow();

        assertEquals(severity.severity, severity(rule, report));
    }

    /** Severities as a table writes them. */
    enum Severities {
        info(Severity.INFO),
        low(Severity.LOW),
        medium(Severity.MEDIUM),
        high(Severity.HIGH);

        private final Severity severity;

        Severities(Severity severity) {
            this.severity = severity;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(import \"wasi_snapshot_preview1\" \"fd_write\" (func (param i32 i32 i32 i32) (result i32)))",
                "(memory 1 2) (func (drop (memory.grow (i32.const 1))))",
                "(memory 1 2) (func (loop (drop (memory.grow (i32.const 1))) (br 0 (unreachable))))",
                "(memory 1) (func (param i32) (loop (drop (memory.grow (i32.const 0))) (br_if 0 (local.get 0))))",
                "(memory 4095 4095)",
                "(table 999999 999999 funcref)",
                "(global (export \"g\") i32 (i32.const 0))",
                "(global (mut i32) (i32.const 0))",
                "(table 1 2 externref) (func (table.set (i32.const 0) (ref.null extern)))",
                "(table 1 2 funcref) (func (table.set (i32.const 0) (ref.null func)))",
                "(table 1 2 funcref) (func (call_indirect (i32.const 0)))",
                "(func (param i32) (loop (br_if 0 (local.get 0))))",
                "(func (param i32) (loop (br_if 1 (local.get 0)) (br 0)))",
                "(func (loop (br_if 0 (i32.const 0))))",
                "(func (loop (nop)))",
                "(func (loop (return)))",
                "(func $f (loop (call $f) (br 0)))",
                "(func (param i32) (loop (if (local.get 0) (then (unreachable))) (br 0)))",
                "(func (param i32) (block (loop (block (br_table 0 1 2 (local.get 0))) (br 0))))",
                "(func (return) (loop (br 0)))",
                "(func (param i32) (loop (if (local.get 0) (then (br 1)))))",
                "(func (param i32) (loop (block (br_if 0 (local.get 0)) (br 1))))"
            })
    void finds_nothing_to_worry_about(String fields) throws Exception {
        ScanReport report = scan(fields);

        assertFalse(report.reaches(Severity.LOW), report.findings().toString());
        assertEquals(0, report.risk().score());
    }

    @Test
    void a_finding_says_where_it_is() throws Exception {
        Finding found = of(Rule.ENDLESS_LOOP, scan("(func) (func $spin (nop) (loop (br 0)))"))
                .getFirst();

        assertEquals("function 1 \"spin\"", found.spot().toString());
        assertEquals("function 1 \"spin\": a loop with no reachable exit", found.message());
        byte[] bytes = lab.assemble("(module (func) (func $spin (nop) (loop (br 0))))")
                .info()
                .binary()
                .bytes();
        assertEquals(0x03, bytes[found.spot().offset()]);
    }

    @Test
    void a_policy_narrows_what_may_be_imported() throws Exception {
        var module = lab.assemble(
                "(module (import \"wasi_snapshot_preview1\" \"random_get\"" + " (func (param i32 i32) (result i32))))");

        assertEquals(List.of(), of(Rule.IMPORT_OUTSIDE, Scan.of(module)));
        List<Finding> refused =
                of(Rule.IMPORT_OUTSIDE, Scan.of(module, wanted -> !wanted.name().equals("random_get")));
        assertEquals(
                "imports wasi_snapshot_preview1.random_get (function), which the policy does not allow",
                refused.getFirst().message());
    }

    @Test
    void the_score_adds_the_worst_of_each_rule_and_a_share_of_the_rest() throws Exception {
        ScanReport one = scan("(import \"a\" \"b\" (func)) (func (loop (br 0)))");
        ScanReport three = scan("(import \"a\" \"b\" (func)) (import \"a\" \"c\" (func)) (import \"a\" \"d\" (func))");

        assertEquals(42, one.risk().score());
        assertEquals(Severity.MEDIUM, one.risk().level());
        assertEquals(45, three.risk().score());
        assertEquals(3, three.risk().reasons().getFirst().findings());
    }

    @Test
    void a_summary_names_the_worst() throws Exception {
        ScanReport report = scan("(import \"a\" \"b\" (func)) (func (loop (br 0))) (func $f) (start $f) (memory 1)");

        String outside = "risk 46/100 medium: import-outside: imports a.b (function), which nothing here provides";
        assertEquals(outside, report.summary(Severity.HIGH));
        assertEquals(
                outside + "; endless-loop: function 1: a loop with no reachable exit; start-function: function 2 \"f\""
                        + " runs when the module is instantiated",
                report.summary(Severity.LOW));
        assertTrue(report.summary(Severity.INFO).endsWith("; and 1 more"), report.summary(Severity.INFO));
        assertEquals("risk 0/100 info", scan("").summary(Severity.INFO));
    }

    @Test
    void of_many_findings_of_a_rule_some_are_kept_and_all_are_counted() throws Exception {
        StringBuilder imports = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            imports.append("(import \"a\" \"f").append(i).append("\" (func))");
        }
        ScanReport report = scan(imports.toString());

        assertEquals(20, of(Rule.IMPORT_OUTSIDE, report).size());
        assertEquals(980, report.result().omitted().get(Rule.IMPORT_OUTSIDE));
        assertEquals(60, report.risk().score());
    }

    @Test
    void programs_from_real_compilers_are_not_called_dangerous() throws Exception {
        Set<String> endless = Set.of("loop.wasm", "table.wasm", "hello-rust.wasm");
        int scanned = 0;
        try (Stream<Path> all = Files.walk(Lab.EXAMPLES)) {
            for (Path file :
                    all.filter(path -> path.toString().endsWith(".wasm")).toList()) {
                ScanReport report = Scan.of(lab.load(Files.readAllBytes(file)));
                scanned++;
                assertFalse(report.reaches(Severity.HIGH), file + ": " + report.findings());
                assertEquals(
                        endless.contains(String.valueOf(file.getFileName())),
                        report.reaches(Severity.MEDIUM),
                        file + ": " + report.findings());
            }
        }
        assertTrue(scanned > 20, "only " + scanned);
    }
}
