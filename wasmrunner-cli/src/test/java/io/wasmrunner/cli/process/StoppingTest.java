package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(CliExtension.class)
final class StoppingTest {
    private final Cli cli;
    private Path loop = Path.of("");

    StoppingTest(Cli cli) {
        this.cli = cli;
    }

    /** A guest that says when it has started, and then never ends. */
    @BeforeEach
    void assemble() throws IOException {
        loop = Files.writeString(cli.work().resolve("talking-loop.wat"), """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 0) "\\08\\00\\00\\00\\03\\00\\00\\00up\\n")
              (func (export "_start")
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 16)))
                (loop (br 0))))
            """);
    }

    @OnBothEngines
    void control_c_ends_a_loop_quietly(String engine) {
        Running running = cli.start("run", "--engine", engine, loop.toString());
        assertEquals("up", running.firstLine());
        running.signal("INT");

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(130, result.code());
    }

    @Tag("attack-33")
    @Test
    void a_request_to_end_is_followed_even_while_the_guest_sleeps() {
        Running running = cli.start("run", Cli.example("limits/sleep"));
        assertEquals("sleeping", running.firstLine());
        running.signal("TERM");

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(143, result.code());
    }

    @OnBothEngines
    void nobody_reading_the_output_ends_the_guest_without_a_word(String engine) {
        Running running = cli.start("run", "--engine", engine, Cli.example("limits/spam"));
        assertTrue(running.firstLine().startsWith("x"));
        running.closeOutput();

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(141, result.code());
    }

    @OnBothEngines
    void a_guest_that_would_complain_of_it_has_no_time_to(String engine) {
        Running running = cli.start("run", "--engine", engine, Cli.example("cat/cat"));
        running.closeOutput();
        running.feed("text\n".repeat(100_000).getBytes(java.nio.charset.StandardCharsets.UTF_8));

        Result result = running.end();
        assertEquals("", result.err());
        assertEquals(141, result.code());
    }
}
