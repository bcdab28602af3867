package io.wasmrunner.sandbox.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The standard streams of a real process, over the native library and without it. */
@ParameterizedClass(name = "native library: {0}")
@ValueSource(booleans = {true, false})
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class StandardStreamsTest {
    @Parameter
    boolean nativeLibrary;

    @TempDir
    Path directory;

    private ProcessBuilder program(String job) {
        if (nativeLibrary) {
            assumeTrue(NativeLibrary.available(), "no native library here");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        String cache = System.getProperty("wasmrunner.native.cache");
        if (!nativeLibrary) {
            command.add("-Dwasmrunner.native=/nonexistent");
        } else if (cache != null) {
            command.add("-Dwasmrunner.native.cache=" + cache);
        }
        command.addAll(List.of(StreamProgram.class.getName(), job));
        return new ProcessBuilder(command);
    }

    private static String all(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void the_program_runs_on_the_implementation_asked_for() throws IOException {
        Process process = program("native").start();
        assertEquals(String.valueOf(nativeLibrary), all(process.getInputStream()));
    }

    @Test
    void every_byte_goes_through_pipes_as_it_is() throws Exception {
        byte[] bytes = new byte[3_000_001];
        new Random(1).nextBytes(bytes);
        Process process =
                program("copy").redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Thread feeder = Thread.ofPlatform().start(() -> feed(process, bytes));
        assertArrayEquals(bytes, process.getInputStream().readAllBytes());
        feeder.join();
        assertEquals(0, process.waitFor());
    }

    private static void feed(Process process, byte[] bytes) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_byte_goes_through_files_as_it_is() throws Exception {
        byte[] bytes = new byte[300_001];
        new Random(2).nextBytes(bytes);
        File from = Files.write(directory.resolve("from"), bytes).toFile();
        File to = directory.resolve("to").toFile();
        assertEquals(
                0,
                program("copy").redirectInput(from).redirectOutput(to).start().waitFor());
        assertArrayEquals(bytes, Files.readAllBytes(to.toPath()));
    }

    @Test
    void the_kinds_of_a_pipe_a_file_and_a_device_are_told_apart() throws Exception {
        assumeTrue(nativeLibrary, "java.nio cannot tell what a standard stream is");
        Process process = program("kinds")
                .redirectInput(new File("/dev/null"))
                .redirectError(directory.resolve("errors").toFile())
                .start();
        assertEquals("DEVICE PIPE FILE", all(process.getInputStream()));
    }

    @Test
    void a_reader_that_is_gone_is_a_broken_pipe() throws Exception {
        Process process = program("flood").start();
        process.getInputStream().close();
        assertEquals("PIPE", all(process.getErrorStream()));
    }

    @Test
    void a_read_that_waits_ends_when_it_is_interrupted() throws Exception {
        Process process = program("interrupted-read").start();
        assertEquals("interrupted at once,interrupted while waiting", all(process.getErrorStream()));
        assertEquals(0, process.waitFor());
    }

    @Test
    void a_write_that_waits_for_a_slow_reader_ends_when_it_is_interrupted() throws Exception {
        assumeTrue(nativeLibrary, "a write of java.io cannot be interrupted");
        Process process = program("interrupted-write").start();
        assertEquals("interrupted while waiting", all(process.getErrorStream()));
        assertEquals(0, process.waitFor());
    }

    @Test
    void input_becomes_readable_when_bytes_come_and_again_at_its_end() throws Exception {
        Process process = program("poll").start();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("waiting", lines.readLine());
            process.getOutputStream().write(new byte[] {1, 2, 3});
            process.getOutputStream().flush();
            assertEquals("ready true available 3", lines.readLine());
            assertEquals("read 3", lines.readLine());
            process.getOutputStream().close();
            assertEquals("ready true read 0", lines.readLine());
        }
    }
}
