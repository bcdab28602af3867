package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class LimitsTest {
    private final Cli cli;

    LimitsTest(Cli cli) {
        this.cli = cli;
    }

    private Result run(String engine, String program, String... flags) {
        List<String> line = new ArrayList<>(List.of("run", "--engine", engine));
        line.addAll(List.of(flags));
        line.add(Cli.example("limits/" + program));
        return cli.run(line.toArray(String[]::new));
    }

    @Tag("attack-25")
    @OnBothEngines
    void a_loop_ends_with_its_time(String engine) {
        assertEquals(
                "loop.wasm was stopped after 1 s: wall-time limit; raise it with --timeout, or 0 for none",
                run(engine, "loop", "--timeout", "1s").refusal(124));
    }

    @Tag("attack-33")
    @OnBothEngines
    void a_sleeper_ends_with_its_time(String engine) {
        assertTrue(run(engine, "sleep", "--timeout", "500ms").complaint(124).contains("after 500 ms: wall-time limit"));
    }

    @Tag("attack-25")
    @Tag("attack-33")
    @OnBothEngines
    void a_guest_that_waits_for_input_ends_with_its_time(String engine) {
        Running waiting = cli.start("run", "--engine", engine, "--timeout=1s", Cli.example("limits/stdin"));
        assertEquals("waiting", waiting.firstLine());

        assertTrue(waiting.end().complaint(124).startsWith("stdin.wasm was stopped after 1 s"));
    }

    @OnBothEngines
    void fuel_ends_a_loop_the_same_way_each_time(String engine) {
        String expected = "loop.wasm was stopped: fuel limit reached, 1,000,000; raise it with --fuel, or 0 for none";

        assertEquals(expected, run(engine, "loop", "--fuel", "1000000").refusal(123));
        assertEquals(expected, run(engine, "loop", "--fuel", "1m").refusal(123));
    }

    @Tag("attack-25")
    @OnBothEngines
    void fuel_ends_a_loop_of_bulk_instructions(String engine) {
        run(engine, "fill", "--fuel", "1000000").refusal(123);
    }

    @Tag("attack-26")
    @OnBothEngines
    void endless_recursion_traps_and_the_process_tells(String engine) {
        assertEquals(
                "recurse.wasm trapped: call stack exhausted",
                run(engine, "recurse").refusal(134));
    }

    @OnBothEngines
    void call_depth_has_a_limit(String engine) {
        assertTrue(run(engine, "recurse", "--max-call-depth", "100")
                .refusal(120)
                .startsWith("recurse.wasm was stopped: call-depth limit reached, 100"));
    }

    @Tag("attack-27")
    @OnBothEngines
    void memory_has_a_limit(String engine) {
        Result result = run(engine, "grow", "-m", "16m");

        assertEquals(137, result.code());
        assertTrue(result.err().contains("reached its memory limit, 16 MiB; raise it with -m"), result.err());
    }

    @Tag("attack-27")
    @OnBothEngines
    void tables_have_a_limit(String engine) {
        Result result = run(engine, "table", "--max-table-elements", "5000");

        assertEquals(119, result.code());
        assertTrue(result.err().contains("reached its table limit, 5,000"), result.err());
    }

    @Tag("attack-30")
    @OnBothEngines
    void output_has_a_limit_and_is_complete_up_to_it(String engine) {
        Result result = run(engine, "spam", "--max-output", "10k");

        assertEquals(10_240, result.out().length);
        assertTrue(result.complaint(121).contains("output limit reached, 10 KiB"));
    }

    @OnBothEngines
    void host_calls_have_a_limit(String engine) {
        assertTrue(
                run(engine, "spam", "--max-syscalls", "100").complaint(122).contains("host-call limit reached, 100"));
    }

    @Tag("attack-32")
    @OnBothEngines
    void bytes_on_disk_have_a_limit(String engine) throws IOException {
        Path folder = Files.createDirectories(cli.work().resolve("disk"));

        Result result = run(engine, "disk", "--max-disk", "100k", "--dir", folder + "::/");

        long written = 0;
        for (File file : folder.toFile().listFiles()) {
            written += file.length();
            Files.delete(file.toPath());
        }
        assertTrue(written > 0 && written <= 102_400, written + " bytes");
        assertTrue(result.code() != 0, result.err());
    }

    @Tag("attack-21")
    @OnBothEngines
    void open_files_have_a_limit(String engine) throws IOException {
        Path folder = Files.createDirectories(cli.work().resolve("opens"));

        Result result = run(engine, "opens", "--max-open-files", "20", "--dir", folder + "::/");

        assertTrue(result.text().startsWith("opened 16,"), result.text());
    }

    @OnBothEngines
    void a_trap_names_itself_and_where_it_was(String engine) throws IOException {
        Path module = Files.writeString(cli.work().resolve("trap.wat"), """
            (module (func $inner (unreachable)) (func (export "_start") (call $inner)))
            """);

        String told = cli.run("run", "--engine", engine, module.toString()).refusal(134);

        assertTrue(told.startsWith("trap.wat trapped: unreachable executed"), told);
    }

    @OnBothEngines
    void a_module_that_wants_more_memory_than_it_may_have_is_not_started(String engine) throws IOException {
        Path module = Files.writeString(cli.work().resolve("large.wat"), "(module (memory 32767))");

        String told = cli.run("run", "--engine", engine, "-m", "64m", module.toString())
                .refusal(137);

        assertTrue(told.contains("raise it with -m"), told);
    }
}
