package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.AbiCapability;
import io.wasmrunner.runtime.abi.AbiHost;
import io.wasmrunner.runtime.abi.AlertLevel;
import io.wasmrunner.runtime.abi.Sensor;
import io.wasmrunner.runtime.guest.GuestHost;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestRecords;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.GuestStreams;
import io.wasmrunner.runtime.guest.HostDirectory;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.MemoryStreams;
import io.wasmrunner.sandbox.policy.Policy;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules with a few bits flipped: each is refused, or runs to some end that has a name. Nothing else may happen. */
final class DamagedModulesTest {
    /** 16 MiB, 200 ms, 1,000 host calls, 64 KiB of output. */
    private static final Quotas QUOTAS = new Quotas(16 << 20, 200_000_000, 0, 1000, 32, 1 << 16, 1 << 16, 10_000, 0);

    @TempDir
    static Path folder;

    private static final class DeafHost implements AbiHost {
        @Override
        public void log(String line) {}

        @Override
        public OptionalInt read(Sensor sensor) {
            return OptionalInt.of(100);
        }

        @Override
        public void alert(AlertLevel level, String message) {}
    }

    @ParameterizedTest
    @CsvSource({
        "chicory, hello/hello",
        "chicory, cat/cat",
        "chicory, abi/alert",
        "wasmtime, hello/hello",
        "wasmtime, cat/cat",
        "wasmtime, abi/alert"
    })
    void a_damaged_module_is_refused_or_runs_to_an_end(String engine, String name) throws Exception {
        damage(engine, name, 0, 150);
    }

    @ParameterizedTest
    @Tag("stress")
    @CsvSource({
        "chicory, hello/hello",
        "chicory, cat/cat",
        "chicory, abi/alert",
        "wasmtime, hello/hello",
        "wasmtime, cat/cat",
        "wasmtime, abi/alert"
    })
    void thousands_of_damaged_modules_are_refused_or_run_to_an_end(String engine, String name) throws Exception {
        damage(engine, name, 150, 850);
    }

    private static void damage(String engine, String name, int first, int count) throws Exception {
        byte[] whole = Files.readAllBytes(Lab.EXAMPLES.resolve(name + ".wasm"));
        Map<Ending, Integer> endings = new EnumMap<>(Ending.class);
        for (int seed = first; seed < first + count; seed++) {
            byte[] damaged = flipped(whole, seed);
            Ending ending;
            try {
                ending = run(engine, damaged);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            endings.merge(ending, 1, Integer::sum);
        }
        assertTrue(endings.keySet().containsAll(EnumSet.allOf(Ending.class)), endings.toString());
    }

    private enum Ending {
        REFUSED,
        RAN
    }

    /** One to three bits are not as they were; the header stays, so that more than its check is tried. */
    private static byte[] flipped(byte[] whole, int seed) {
        Random random = new Random(seed);
        byte[] bytes = whole.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            bytes[8 + random.nextInt(bytes.length - 8)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static Ending run(String engine, byte[] module) throws InterruptedException {
        StateFolder state = new StateFolder(folder.resolve("state"));
        GuestHost host = new GuestHost(
                new ModuleCompiler(state.trustedCode(), new EngineSelector(new EngineCatalog(), true)),
                new GuestStreams(
                        MemoryStreams.input("some input\n".getBytes(StandardCharsets.UTF_8)),
                        MemoryStreams.output(1 << 16),
                        MemoryStreams.output(1 << 16),
                        new HostPoller()),
                new DeafHost());
        GuestSpec spec = new GuestSpec(
                List.of(),
                List.of(),
                List.of(new GuestMount(new HostDirectory.Named(folder), "/", false, "--dir")),
                List.of(),
                Policy.STANDARD.with(QUOTAS),
                engine,
                false,
                new Invocation.Start(),
                EnumSet.allOf(AbiCapability.class));
        try {
            ModuleLoader loader = new ModuleLoader(new ByteArrayInputStream(module), (given, text) -> text);
            GuestReport report = host.run(loader.load("-"), spec, GuestRecords.fresh(), () -> {});
            assertTrue(!report.stillRunning(), "it did not stop");
            return Ending.RAN;
        } catch (WasmrunnerException e) {
            return Ending.REFUSED;
        }
    }
}
