package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CliExtension.class)
final class ProgramsTest {
    private final Cli cli;

    ProgramsTest(Cli cli) {
        this.cli = cli;
    }

    @OnBothEngines
    void hello_prints_its_line(String engine) {
        cli.run("run", "--engine", engine, Cli.example("hello/hello")).printed("Hello from WebAssembly!\n");
    }

    @Test
    void a_rust_program_runs() {
        cli.run("run", Cli.example("hello/hello-rust")).printed("Hello from WebAssembly!\n");
    }

    @OnBothEngines
    void cat_copies_megabytes_byte_for_byte(String engine) {
        byte[] bytes = new byte[5_000_003];
        new Random(1).nextBytes(bytes);

        Result result = cli.runWith(bytes, "run", "--engine=" + engine, Cli.example("cat/cat"));

        assertEquals("", result.err());
        assertArrayEquals(bytes, result.out());
    }

    @OnBothEngines
    void a_program_works_with_the_directory_it_is_given(String engine) throws IOException {
        Path folder = Files.createDirectory(cli.work().resolve("files-" + engine));

        Result result = cli.run("run", "--engine", engine, "--dir", folder + "::/", Cli.example("files/files"));

        assertTrue(result.text().endsWith("39 checks, 0 failed\n"), result.text());
        assertEquals(0, result.code());
        assertEquals("", result.err());
        assertEquals(0, folder.toFile().list().length, "files left");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 255})
    void the_exit_code_is_the_guests(int code) throws IOException {
        Path module = Files.writeString(cli.work().resolve("exit.wat"), """
            (module
              (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
              (memory (export "memory") 1)
              (func (export "_start") (call $exit (i32.const %d))))
            """.formatted(code));

        Result result = cli.run("run", module.toString());

        assertEquals(code, result.code());
        assertEquals("", result.err());
    }

    @Test
    void text_is_assembled_on_the_way() throws IOException {
        Path module = Files.writeString(cli.work().resolve("seven.wat"), """
            (module (func (export "seven") (result i32) (i32.const 7)))
            """);

        cli.run("run", "--invoke", "seven", module.toString()).printed("7\n");
    }

    @Test
    void an_error_in_text_is_shown_with_its_line() throws IOException {
        Files.writeString(cli.work().resolve("broken.wat"), "(module\n  (func (export \"f\") (i32.cnst 1)))\n");

        Result result = cli.run("run", "broken.wat");

        assertEquals(126, result.code());
        assertTrue(result.err().startsWith("wasmrunner: cannot assemble broken.wat: line 2:"), result.err());
        assertTrue(result.err().contains("i32.cnst"), result.err());
    }

    @Test
    void a_module_can_come_from_stdin() throws IOException {
        cli.runWith(Files.readAllBytes(Path.of(Cli.example("abi/math"))), "run", "--invoke", "add", "-", "20", "22")
                .printed("42\n");
    }

    @Test
    void text_can_come_from_stdin() {
        byte[] text = "(module (func (export \"f\") (result i64) (i64.const -1)))".getBytes(StandardCharsets.UTF_8);

        cli.runWith(text, "run", "--invoke", "f", "-").printed("-1\n");
    }

    @Test
    void a_module_without_anything_to_run_does_nothing() {
        cli.run("run", Cli.example("abi/math")).printed("");
    }

    @Test
    void an_interpreted_program_does_the_same() {
        cli.run("run", "--interpret", Cli.example("hello/hello")).printed("Hello from WebAssembly!\n");
    }
}
