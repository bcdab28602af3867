package io.wasmrunner.runtime.worker;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.cache.CompileCache;
import io.wasmrunner.runtime.guest.CompiledStore;
import io.wasmrunner.runtime.guest.GuestHost;
import io.wasmrunner.runtime.guest.GuestRecords;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.GuestStreams;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.guest.ReportRecords;
import io.wasmrunner.runtime.guest.SpecRecords;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.ModuleBinary;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.run.Gate;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.runtime.select.EngineSelector;
import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.launch.Channel;
import io.wasmrunner.sandbox.launch.Content;
import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.launch.Lockdown;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.launch.WorkerProcess;
import io.wasmrunner.sandbox.quota.Tally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Where a worker process starts, called by the launcher with the first sandbox around it. */
public final class Worker {
    /** The key of an alert: its level, a space, its message. */
    public static final String ALERT = "alert";

    /** The key that says that the module is to be compiled and not run. */
    public static final String COMPILE_ONLY = "guest.compile-only";

    /** The key that names the engine for which it is compiled. */
    public static final String COMPILED = "compiled";

    /** The key that is there when it was compiled before. */
    public static final String COMPILED_BEFORE = "compiled-before";

    /** Exit status of a worker whose ledger says how the run ended. */
    private static final int REPORTED = 0;

    private static final int FAILED = 70;

    private final Records spec;
    private final Ledger ledger;
    private final boolean strict;

    private final Gate lock;

    private Worker(Records spec, Ledger ledger, boolean strict, Gate lock) {
        this.spec = spec;
        this.ledger = ledger;
        this.strict = strict;
        this.lock = lock;
    }

    /**
     * Runs the guest.
     *
     * @param spec as the command line wrote it
     * @param ledger the memory shared with the launcher
     * @param strict whether every mechanism of the strict sandbox holds
     * @return the process's exit status
     */
    static int start(byte[] spec, ByteBuffer ledger, boolean strict) {
        return start(spec, ledger, strict, new Lock());
    }

    /** The same behind another lock. */
    static int start(byte[] spec, ByteBuffer ledger, boolean strict, Gate lock) {
        Ledger book = new Ledger(ledger);
        try {
            book.state(Ledger.State.STARTED);
            new Worker(Records.parse(WorkerProcess.SPEC_KIND, spec), book, strict, lock).run();
            book.state(Ledger.State.ENDED);
            return REPORTED;
        } catch (WasmrunnerException e) {
            book.conclude("error", e.code().name());
            book.conclude("error-message", String.valueOf(e.getMessage()));
            if (e.getCause() != null) {
                book.conclude("error-details", details(e));
            }
            return REPORTED;
        } catch (Throwable e) {
            book.conclude("failure", e.toString());
            book.conclude("error-details", details(e));
            return FAILED;
        }
    }

    private static String details(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void run() throws InterruptedException {
        ConfinedFileSystem.nativeProblem().ifPresent(problem -> {
            throw new WasmrunnerException(ErrorCode.HOST, "cannot run in a worker: " + problem);
        });
        GuestSpec guest = SpecRecords.read(spec);
        LoadedModule module = module();
        GuestRecords records = new GuestRecords(
                new ViolationLog(violation -> ReportRecords.write(violation, ledger)), new Tally(ledger.counters()));
        try (Channel channel = new Channel((int) Long.parseLong(spec.get("guest.control")))) {
            if (spec.find(COMPILE_ONLY) != null) {
                compile(guest, module, compiler(channel));
                return;
            }
            GuestStreams streams = GuestStreams.of(guest.console(), spec.find(SpecRecords.INPUT));
            GuestHost host = new GuestHost(compiler(channel), streams, new WorkerAbi(ledger));
            GuestReport report = host.run(module, guest, records, new LockDown(channel));
            ReportRecords.write(report, ledger);
        }
    }

    private void compile(GuestSpec guest, LoadedModule module, ModuleCompiler compiler) {
        var settings = new ModuleCompiler.Settings(guest.engine(), guest.interpreted(), guest.quotas());
        try (ModuleCompiler.Compiled compiled = compiler.compile(module, settings)) {
            ledger.conclude(COMPILED, compiled.choice().provider().info().name());
            if (compiled.fromCache()) {
                ledger.conclude(COMPILED_BEFORE, "yes");
            }
        }
    }

    /** From here on nobody answers the worker any more, and it can do nothing but what a running guest needs. */
    private final class LockDown implements Gate {
        private final Channel channel;

        LockDown(Channel channel) {
            this.channel = channel;
        }

        @Override
        public void pass() {
            channel.close();
            lock.pass();
            ledger.state(Ledger.State.RUNNING);
        }
    }

    /** The second filter of the launcher's. */
    private static final class Lock implements Gate {
        @Override
        public void pass() {
            int result = Lockdown.engage();
            if (result < 0) {
                throw new WasmrunnerException(ErrorCode.HOST, "cannot lock the worker down: error " + -result);
            }
        }
    }

    private LoadedModule module() {
        String name = spec.get("guest.module-name");
        byte[] bytes = Content.read((int) Long.parseLong(spec.get("guest.module")));
        try {
            return new LoadedModule(name, ModuleInfo.parse(ModuleBinary.of(bytes, spec.get("guest.module-digest"))));
        } catch (ModuleException e) {
            throw LoadedModule.malformed(name, e);
        }
    }

    private ModuleCompiler compiler(Channel channel) {
        CompileCache cache = CompileCache.guarded(
                Path.of(spec.get("guest.code")),
                Path.of(spec.get("guest.workshop")),
                (fresh, entry) -> channel.ask(Questions.KEEP + fresh.getFileName() + " " + entry));
        CompiledStore store = new CompiledStore(
                cache,
                Path.of(spec.get("guest.libraries")),
                engine -> channel.ask(Questions.UNPACK + engine.info().name()));
        return new ModuleCompiler(store, new EngineSelector(new EngineCatalog(), strict));
    }
}
