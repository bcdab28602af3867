package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** Code that workers compiled: a damaged entry is not run, and a forged one nowhere but in workers of its module. */
final class CodeCacheTest {
    private final Cli cli = new Cli();

    @BeforeEach
    void there_are_workers() {
        Optional<String> weakness = Cli.weakness();
        assumeTrue(weakness.isEmpty(), weakness::toString);
    }

    @AfterEach
    void close() {
        cli.close();
    }

    @Tag("attack-35")
    @OnBothEngines
    void a_tampered_entry_is_rejected_and_rebuilt(String engine) throws IOException {
        String module = number("one", 1);
        assertEquals("1\n", f(engine, "strict", module));
        Path code = code(engine);
        byte[] whole = Files.readAllBytes(code);
        byte[] tampered = whole.clone();
        for (int i = tampered.length / 3; i < tampered.length; i += 7) {
            tampered[i] ^= 0x55;
        }
        Files.write(code, tampered);

        assertEquals("1\n", f(engine, "strict", module));

        assertFalse(java.util.Arrays.equals(tampered, Files.readAllBytes(code(engine))), "it is still there");
        assertEquals(whole.length, Files.size(code(engine)));
        assertTrue(
                cli.run("compile", "--engine", engine, module).text().contains("compiled for " + engine + " before"));
    }

    @Tag("attack-35")
    @OnBothEngines
    void an_entry_cut_short_is_rejected_and_rebuilt(String engine) throws IOException {
        String module = number("one", 1);
        assertEquals("1\n", f(engine, "strict", module));
        Files.write(code(engine), new byte[0]);

        assertEquals("1\n", f(engine, "strict", module));
        assertTrue(Files.size(code(engine)) > 0, "it is still empty");
    }

    /** With a seal that fits: what somebody could leave behind who took the worker over while it compiled. */
    @Tag("attack-35")
    @OnBothEngines
    void code_that_a_worker_forged_is_run_by_no_other_module_and_not_outside_of_workers(String engine)
            throws IOException {
        String two = number("two", 2);
        assertEquals("2\n", f(engine, "strict", two));
        byte[] other = Files.readAllBytes(code(engine));
        delete(workers());
        String one = number("one", 1);
        assertEquals("1\n", f(engine, "strict", one));
        Files.write(code(engine), other);
        seal(code(engine));

        assertEquals("2\n", f(engine, "strict", one), "the forgery is none: the rest shows nothing");
        assertEquals("1\n", f(engine, "off", one));
        String copy = number("ein", 1);
        Files.writeString(Path.of(copy), Files.readString(Path.of(copy)).replace("\"f\"", "\"f\") (export \"g\""));
        assertEquals("1\n", f(engine, "strict", copy));
    }

    @OnBothEngines
    void two_runs_at_once_of_a_module_that_nobody_compiled_both_work(String engine) throws IOException {
        String hello = Cli.example("hello/hello");
        Running first = cli.start("run", "--engine", engine, hello);
        Running second = cli.start("run", "--engine", engine, hello);

        first.feed(new byte[0]).end().printed("Hello from WebAssembly!\n");
        second.feed(new byte[0]).end().printed("Hello from WebAssembly!\n");
        assertTrue(Files.size(code(engine)) > 0, "nothing was kept");
        assertEquals(List.of(), List.of(cli.state().resolve("runs").toFile().list()));
    }

    private String number(String name, int number) throws IOException {
        return Files.writeString(
                        cli.work().resolve(name + ".wat"),
                        "(module (func (export \"f\") (result i32) (i32.const %d)))".formatted(number))
                .toString();
    }

    private String f(String engine, String sandbox, String module) {
        Result result = cli.run("run", "--engine", engine, "--sandbox", sandbox, "--invoke", "f", module);
        assertEquals("", result.err());
        return result.text();
    }

    private Path workers() {
        return cli.state().resolve("cache/workers");
    }

    /** The one file of compiled code that there is. */
    private Path code(String engine) throws IOException {
        try (Stream<Path> all = Files.walk(workers())) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> engine.equals("chicory")
                            ? file.endsWith("chicory")
                            : file.getParent().getFileName().toString().startsWith("wasmtime-")
                                    && !file.toString().endsWith(".stats"))
                    .toList();
            assertEquals(1, found.size(), found::toString);
            return found.getFirst();
        }
    }

    private void seal(Path code) throws IOException {
        Path entry = code;
        while (!Files.exists(entry.resolve("seal"))) {
            entry = entry.getParent();
        }
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readAllLines(entry.resolve("seal"))) {
            String name = line.split(" ", 3)[2];
            byte[] bytes = Files.readAllBytes(entry.resolve(name));
            lines.append(digest(bytes)).append(' ').append(bytes.length).append(' ');
            lines.append(name).append('\n');
        }
        Files.write(entry.resolve("seal"), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
