package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.GuestThread;
import io.wasmrunner.runtime.engine.ModuleSource;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.MemoryStreams;
import io.wasmrunner.sandbox.policy.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole programs on every engine that this machine has. Their sources lie beside them. */
final class GuestProgramsTest {
    /** One folder for all tests: a native library is loaded once in a process. */
    @TempDir
    static Path work;

    @TempDir
    Path folder;

    private final MemoryStreams.Output stdout = MemoryStreams.output(1 << 20);
    private final MemoryStreams.Output stderr = MemoryStreams.output(1 << 20);
    private final ViolationLog violations = new ViolationLog();
    private WasiConfigBuilder config;

    static Stream<String> engines() {
        return providers().map(provider -> provider.info().name());
    }

    private static Stream<EngineProvider> providers() {
        return ServiceLoader.load(EngineProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.missing().isEmpty());
    }

    @BeforeEach
    void configure() {
        config = WasiConfig.builder(
                        MemoryStreams.input("line a\nline b\n".getBytes(StandardCharsets.UTF_8)),
                        stdout,
                        stderr,
                        new HostPoller())
                .directory(Guest.preopened("/", folder, true))
                .violations(violations);
    }

    private record Resource(String key) implements ModuleSource {
        @Override
        public byte[] bytes() {
            try (InputStream in = GuestProgramsTest.class.getResourceAsStream("/guests/wasi/" + key)) {
                return in.readAllBytes();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Runs a program to its end and returns its exit code. */
    private int run(String engineName, String program) throws Exception {
        EngineProvider provider = providers()
                .filter(found -> found.info().name().equals(engineName))
                .findFirst()
                .orElseThrow();
        CompileCache cache = new CompileCache(work.resolve("cache"), 1L << 30);
        FutureTask<Integer> task = new FutureTask<>(() -> {
            try (Engine engine = provider.open(work.resolve("libraries"));
                    Wasi wasi = new Wasi(config.build());
                    CompiledModule module = engine.compile(new Resource(program), CompileOptions.DEFAULT, cache);
                    GuestInstance instance = module.instantiate(wasi)) {
                instance.call("_start", new FunctionType(List.of(), List.of()));
                return 0;
            } catch (GuestExitException e) {
                return e.code();
            }
        });
        new GuestThread(task).start();
        return task.get();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_c_program_works_with_files_and_stays_inside(String engine) throws Exception {
        config.arguments(List.of("files", "argument")).environment(List.of("GREETING=hello"));

        assertEquals(42, run(engine, "files.wasm"), stderr.text());

        assertEquals("""
            2 argument hello
            mkdir: ok
            read: line
            rename: ok
            symlink: ok
            link: ok
            readlink: two
            list: link three two
            utimensat: ok
            stat: 23 bytes, 1000000000, 2 links
            lstat: a link
            truncate: ok
            open outside: Operation not permitted
            symlink outside: Operation not permitted
            rmdir: Directory not empty
            unlink: ok
            rmdir: ok
            poll: 1
            input: line a
            input: line b
            """, stdout.text());
        assertEquals("done\n", stderr.text());
        assertEquals(
                List.of("path path_open /../etc/passwd", "path path_symlink /dir/out"),
                violations.first().stream().map(GuestProgramsTest::attempt).toList());
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static String attempt(Violation violation) {
        return violation.kind() + " " + violation.operation() + " " + violation.target();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_program_of_the_older_version_runs(String engine) throws Exception {
        Files.writeString(folder.resolve("file"), "some text at the end");

        assertEquals(20, run(engine, "unstable.wasm"));
        assertEquals(" end", stdout.text());
    }

    private void under(String... pairs) {
        Map<String, String> text = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            text.put(pairs[i], pairs[i + 1]);
        }
        config.policy(PolicyText.read(text));
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_denied_call_is_an_errno_to_the_program(String engine) throws Exception {
        under("calls.deny", "sched_*");

        assertEquals(63, run(engine, "calls.wasm"));
        assertEquals("here\n", stdout.text());
        assertEquals(1, violations.count());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_denied_call_ends_the_program_where_it_is_to_trap(String engine) {
        under("calls.deny", "sched_*", "calls.denied", "trap");

        var failed = assertThrows(ExecutionException.class, () -> run(engine, "calls.wasm"));

        assertEquals(
                TrapException.Kind.DENIED_CALL,
                assertInstanceOf(TrapException.class, failed.getCause()).kind());
        assertEquals("", stdout.text());
        assertEquals(1, violations.count());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_program_that_may_not_exit_traps_when_it_does(String engine) {
        under("calls.deny", "proc_exit");

        var failed = assertThrows(ExecutionException.class, () -> run(engine, "calls.wasm"));

        assertInstanceOf(TrapException.class, failed.getCause());
        assertEquals("here\n", stdout.text());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_denied_call_that_is_only_reported_is_done(String engine) throws Exception {
        under("calls.deny", "sched_*,fd_write", "enforce", "report");

        assertEquals(0, run(engine, "calls.wasm"));
        assertEquals("here\n", stdout.text());
        assertEquals(
                List.of("host-call sched_yield ", "host-call fd_write "),
                violations.first().stream().map(GuestProgramsTest::attempt).toList());
    }

    /** A C library ends the program with 71 when the search for its directories ends with anything but BADF. */
    @ParameterizedTest
    @MethodSource("engines")
    void a_c_program_starts_when_it_may_not_see_its_directories(String engine) throws Exception {
        under("calls.deny", "fd_prestat_*");
        Files.writeString(folder.resolve("file"), "text");

        assertEquals(0, run(engine, "start.wasm"), stderr.text());
        assertEquals("started; Capabilities insufficient\n", stdout.text());
    }

    @ParameterizedTest
    @MethodSource("engines")
    void a_c_program_reads_a_denied_call_as_not_permitted(String engine) throws Exception {
        under("calls.deny", "path_open");
        Files.writeString(folder.resolve("file"), "text");

        assertEquals(0, run(engine, "start.wasm"), stderr.text());
        assertEquals("started; Operation not permitted\n", stdout.text());
    }
}
