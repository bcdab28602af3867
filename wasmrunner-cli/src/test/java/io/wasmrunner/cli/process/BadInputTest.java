package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(CliExtension.class)
final class BadInputTest {
    private final Cli cli;

    @TempDir
    Path folder;

    BadInputTest(Cli cli) {
        this.cli = cli;
    }

    private Path file(String name, byte... content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private String refusal(int code, Path module) {
        return cli.run("run", module.toString()).refusal(code).replace(folder + "/", "");
    }

    @Test
    void a_missing_file_is_named() {
        assertEquals("cannot open none.wasm: no such file", refusal(127, folder.resolve("none.wasm")));
    }

    @Test
    void a_directory_is_not_a_module() {
        assertTrue(refusal(126, folder).endsWith("it is a directory; name the .wasm file in it"));
    }

    @Test
    void other_kinds_of_file_are_named() throws IOException {
        assertEquals("cannot run empty: the file is empty", refusal(126, file("empty")));
        assertTrue(refusal(126, Path.of("/proc/self/exe")).contains("it is an ELF program or library"));
        assertTrue(refusal(
                        126,
                        file(
                                "component",
                                (byte) 0,
                                (byte) 'a',
                                (byte) 's',
                                (byte) 'm',
                                (byte) 13,
                                (byte) 0,
                                (byte) 1,
                                (byte) 0))
                .contains("it is a WebAssembly component"));
    }

    @Test
    void random_bytes_are_not_a_module() throws IOException {
        byte[] bytes = new byte[1000];
        new Random(3).nextBytes(bytes);

        assertEquals("cannot run random: it is not WebAssembly", refusal(126, file("random", bytes)));
    }

    @Tag("attack-29")
    @Test
    void a_truncated_module_is_malformed() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(Cli.example("hello/hello")));

        assertTrue(refusal(126, file("cut", Arrays.copyOf(whole, whole.length / 2)))
                .startsWith("cannot read cut: malformed module: "));
    }

    @OnBothEngines
    void an_invalid_module_is_refused_by_the_engine(String engine) throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(Cli.example("abi/math")));
        int add = new String(whole, StandardCharsets.ISO_8859_1).indexOf(" \0 \1j");
        whole[add + 4] = (byte) 0x92;

        String told = cli.run(
                        "run",
                        "--engine",
                        engine,
                        "--invoke",
                        "add",
                        file("floats.wasm", whole).toString(),
                        "1",
                        "2")
                .refusal(126);

        assertTrue(told.contains("on " + engine + ": the module is not valid"), told);
    }

    @Test
    void an_unreadable_file_is_said_to_be_so() throws IOException {
        Path file = file("secret.wasm", new byte[8]);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Assumptions.assumeFalse(Files.isReadable(file), "root reads everything");

        assertEquals("cannot open secret.wasm: permission denied; make it readable (chmod +r)", refusal(126, file));
    }

    @Test
    void an_unknown_import_is_named_with_its_type_and_what_would_help() throws IOException {
        Path module = Files.writeString(folder.resolve("glue.wat"), """
            (module (import "wbg" "__wbindgen_throw" (func (param i32 i32))) (func (export "_start")))
            """);

        assertEquals(
                "cannot run glue.wat: it imports wbg.__wbindgen_throw (function (i32, i32)), which nothing here"
                        + " provides; it is wasm-bindgen's JavaScript glue: build it for wasm32-wasip1",
                refusal(126, module));
    }

    @OnBothEngines
    void an_import_of_another_type_is_refused(String engine) throws IOException {
        Path module = Files.writeString(folder.resolve("type.wat"), """
            (module (import "wasi_snapshot_preview1" "proc_exit" (func (param i64))) (func (export "_start")))
            """);

        String told = cli.run("run", "--engine", engine, module.toString()).refusal(126);

        assertTrue(told.contains("wasi_snapshot_preview1.proc_exit"), told);
    }

    @Test
    void simd_names_the_engine_that_has_it_and_auto_takes_that() throws IOException {
        Path module = Files.writeString(folder.resolve("simd.wat"), """
            (module (func (export "f") (result i32)
              (i32x4.extract_lane 2 (i32x4.add (v128.const i32x4 1 2 3 4) (v128.const i32x4 1 1 1 1)))))
            """);

        String told = cli.run("run", "--engine", "chicory", "--invoke", "f", module.toString())
                .refusal(126);
        assertTrue(told.contains("it needs SIMD"), told);
        assertTrue(told.contains("--engine wasmtime"), told);
        cli.run("run", "--invoke", "f", module.toString()).printed("4\n");
    }

    @OnBothEngines
    void a_request_for_all_memory_is_answered(String engine) throws IOException {
        Path module =
                Files.writeString(folder.resolve("huge.wat"), "(module (memory 65536) (func (export \"_start\")))");

        assertTrue(cli.run("run", "--engine", engine, module.toString())
                .refusal(137)
                .contains("raise it with -m"));
        assertTrue(cli.run("run", "--engine", engine, "-m", "0", module.toString())
                .refusal(137)
                .contains("which is all that " + engine + " can give"));
    }

    @Test
    void two_gigabytes_on_a_small_heap_end_in_a_message() throws IOException {
        Path module =
                Files.writeString(folder.resolve("two.wat"), "(module (memory 32000) (func (export \"_start\")))");

        Result result = cli.start(
                        java.util.Map.of("JDK_JAVA_OPTIONS", "-Xmx256m"),
                        "run",
                        // A worker's heap is as large as its guest needs.
                        "--sandbox",
                        "off",
                        "--engine",
                        "chicory",
                        "-m",
                        "0",
                        module.toString())
                .end();

        assertTrue(
                result.err().contains("wasmrunner: two.wat was stopped: the host has no memory left for it"),
                result.err());
        assertEquals(137, result.code());
    }

    @Test
    void unknown_engines_and_quantities_are_refused() {
        String hello = Cli.example("hello/hello");
        assertTrue(cli.run("run", "--engine", "v8", hello)
                .refusal(125)
                .startsWith("unknown engine \"v8\"; there are auto, "));
        assertEquals(
                "cannot read --timeout soon: it must be a duration such as 500ms, 5s or 1m30s; 0 means no limit",
                cli.run("run", "--timeout", "soon", hello).refusal(125));
        assertTrue(cli.run("run", "--engine", "wasmtime", "--interpret", hello)
                .refusal(125)
                .contains("has no interpreter"));
    }

    @Test
    void a_stack_trace_is_shown_only_when_asked_for() throws IOException {
        Path empty = file("empty.wasm");

        for (String[] line : new String[][] {{"--debug", "run"}, {"run", "--debug"}}) {
            Result result = cli.run(line[0], line[1], empty.toString());
            assertEquals(126, result.code());
            assertTrue(result.err().startsWith("wasmrunner: cannot run "), result.err());
            assertTrue(result.err().contains("\n\tat io.wasmrunner."), result.err());
        }
    }
}
