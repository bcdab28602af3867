package io.wasmrunner.core.module;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.engine.CompileOptions;
import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.run.GuestRun;
import io.wasmrunner.runtime.run.InstrumentedModule;
import io.wasmrunner.runtime.run.Invocation;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.runtime.wasi.PreopenedDirectory;
import io.wasmrunner.runtime.wasi.Wasi;
import io.wasmrunner.runtime.wasi.WasiConfig;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.MemoryStreams;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** WABT's {@code wat2wasm}, run as a guest like any other: it sees one temporary folder with the text in it. */
public final class Wat2Wasm implements TextAssembler {
    private static final String PROGRAM = "/wat2wasm";

    /** All proposals but typed function references and GC, under which it refuses {@code ref.func} as a funcref. */
    private static final List<String> ARGUMENTS = List.of(
            "wat2wasm",
            "--enable-annotations",
            "--enable-code-metadata",
            "--enable-exceptions",
            "--enable-extended-const",
            "--enable-memory64",
            "--enable-multi-memory",
            "--enable-relaxed-simd",
            "--enable-tail-call",
            "--enable-threads",
            "--debug-names",
            "module.wat",
            "-o",
            "module.wasm");

    /** Limits of the assembler: bytes of memory, nanoseconds. */
    private static final Quotas QUOTAS =
            new Quotas(1L << 30, 60_000_000_000L, 0, 0, 64, 1 << 20, 512L << 20, 1 << 20, 0);

    private final EngineProvider provider;
    private final StateFolder state;

    /** An assembler that runs on {@code provider}. */
    public Wat2Wasm(EngineProvider provider, StateFolder state) {
        this.provider = provider;
        this.state = state;
    }

    @Override
    public byte[] assemble(String name, byte[] text) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("wasmrunner-wat-");
            Files.write(folder.resolve("module.wat"), text);
            String complaint = run(folder);
            Path module = folder.resolve("module.wasm");
            if (!Files.isRegularFile(module)) {
                throw new WasmrunnerException(
                        ErrorCode.CANNOT_RUN,
                        "cannot assemble %s: %s"
                                .formatted(
                                        name,
                                        complaint
                                                .replace("module.wat:", "line ")
                                                .strip()));
            }
            return Files.readAllBytes(module);
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot assemble %s: the temporary folder failed: %s".formatted(name, Reason.of(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WasmrunnerException(ErrorCode.HOST, "cannot assemble " + name + ": interrupted", e);
        } finally {
            if (folder != null) {
                delete(folder);
            }
        }
    }

    /** What the assembler said on stderr. */
    private String run(Path folder) throws IOException, InterruptedException {
        ModuleInfo info = ModuleInfo.parse(ModuleBinary.of(program()));
        var source = new InstrumentedModule(info, Instrumentation.NONE.withMemoryLimit(QUOTAS.memory()));
        MemoryStreams.Output errors = MemoryStreams.output(1 << 16);
        WasiConfig config = WasiConfig.builder(MemoryStreams.empty(), MemoryStreams.output(0), errors, new HostPoller())
                .arguments(ARGUMENTS)
                .directory(new PreopenedDirectory(
                        ".", ConfinedFileSystem.open(folder, true, new Meter(Quota.DISK, QUOTAS.disk()))))
                .build();
        try (Wasi wasi = new Wasi(config);
                Engine engine = provider.open(state.libraries());
                CompiledModule compiled = engine.compile(
                        source, CompileOptions.DEFAULT, state.trustedCode().cache())) {
            Outcome outcome =
                    new GuestRun(compiled, info, source.instrumentation(), wasi, QUOTAS).run(new Invocation.Start());
            String said = errors.text();
            return said.isEmpty() ? "the assembler ended with " + outcome : said;
        }
    }

    private static byte[] program() throws IOException {
        try (InputStream in = Wat2Wasm.class.getResourceAsStream(PROGRAM)) {
            if (in == null) {
                throw new IOException("wat2wasm is missing in this build");
            }
            return in.readAllBytes();
        }
    }

    private static void delete(Path folder) {
        try {
            for (String file : List.of("module.wat", "module.wasm")) {
                Files.deleteIfExists(folder.resolve(file));
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // The temporary folder is the system's to clean.
        }
    }
}
