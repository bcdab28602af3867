package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeSourcesTest {
    @TempDir
    Path directory;

    private static Path compiler(String name) {
        Optional<Path> compiler = NativeSources.find(name);
        assumeTrue(compiler.isPresent(), "there is no " + name + " here");
        return compiler.orElseThrow();
    }

    @Test
    void the_tests_written_in_c_hold_under_the_sanitizers() throws Exception {
        Path compiler = compiler("cc");
        List<String> sanitizers = List.of("-fsanitize=address,undefined", "-fno-sanitize-recover=all");
        assumeTrue(hasSanitizers(compiler, sanitizers), compiler + " comes without the sanitizers' libraries");
        Path program = directory.resolve("native-tests");
        assertEquals(
                "", NativeSources.compile(compiler, program, with(sanitizers, "-O1", "-g"), NativeSources.tests()));
        Process process = new ProcessBuilder(program.toString(), directory.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.print(said);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.endsWith(", 0 failed\n"), said);
        assertEquals(7, countUnpacked(), "the pairs that gzip_test.c writes");
    }

    @Test
    void everything_compiles_for_aarch64() throws Exception {
        Path compiler = compiler("aarch64-linux-gnu-gcc");
        List<String> options = List.of("-O2", "-fPIE", "-pie");
        assertEquals(
                "", NativeSources.compile(compiler, directory.resolve("launch"), options, NativeSources.launcher()));
        assertEquals("", NativeSources.compile(compiler, directory.resolve("shim"), options, NativeSources.shim()));
        assertEquals("", NativeSources.compile(compiler, directory.resolve("tests"), options, NativeSources.tests()));
    }

    /** Compares what was compressed with what it was made of. */
    private int countUnpacked() throws IOException {
        int count = 0;
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path packed : files.filter(file -> file.endsWith("plain.gz")).toList()) {
                try (GZIPInputStream unpacked = new GZIPInputStream(Files.newInputStream(packed))) {
                    assertArrayEquals(Files.readAllBytes(packed.resolveSibling("plain")), unpacked.readAllBytes());
                }
                count++;
            }
        }
        return count;
    }

    private boolean hasSanitizers(Path compiler, List<String> sanitizers) throws IOException, InterruptedException {
        Path source = Files.writeString(directory.resolve("empty.c"), "int main(void) { return 0; }\n");
        return NativeSources.compile(compiler, directory.resolve("empty"), sanitizers, List.of(source.toString()))
                .isEmpty();
    }

    private static List<String> with(List<String> first, String... more) {
        return Stream.concat(first.stream(), Stream.of(more)).toList();
    }
}
