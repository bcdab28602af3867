package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.CompiledModule;
import io.wasmrunner.runtime.engine.FunctionType;
import io.wasmrunner.runtime.engine.GuestExitException;
import io.wasmrunner.runtime.engine.GuestInstance;
import io.wasmrunner.runtime.engine.GuestThread;
import io.wasmrunner.runtime.engine.HostFunctions;
import io.wasmrunner.runtime.engine.MemoryFaultException;
import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.QuotaExceededException;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one guest once, on a thread of its own, and watches its wall time. */
public final class GuestRun {
    /** How long an interrupted guest may take to unwind, milliseconds; longer ones are left behind. */
    private static final long GRACE = 500;

    private final CompiledModule compiled;
    private final ModuleInfo module;
    private final Instrumentation instrumentation;
    private final HostFunctions imports;
    private final Quotas quotas;

    private final GuestThread thread = new GuestThread(this::execute);
    private final Gate gate;
    private Invocation invocation = new Invocation.Start();
    private volatile @Nullable GuestInstance instance;
    private volatile @Nullable Outcome outcome;
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable Error fatal;
    private volatile @Nullable Quota timedOut;
    private volatile boolean stopRequested;
    private boolean interrupted;
    private GuestCounters counters = GuestCounters.NONE;

    /**
     * A run to be started once.
     *
     * @param compiled from {@code module} as {@code instrumentation} changed it
     * @param module as the user gave it
     * @param gate passed by the guest's thread
     */
    public GuestRun(
            CompiledModule compiled,
            ModuleInfo module,
            Instrumentation instrumentation,
            HostFunctions imports,
            Quotas quotas,
            Gate gate) {
        this.compiled = compiled;
        this.module = module;
        this.instrumentation = instrumentation;
        this.imports = imports;
        this.quotas = quotas;
        this.gate = gate;
    }

    /** A run that nothing has to happen before. */
    public GuestRun(
            CompiledModule compiled,
            ModuleInfo module,
            Instrumentation instrumentation,
            HostFunctions imports,
            Quotas quotas) {
        this(compiled, module, instrumentation, imports, quotas, new Gate.Open());
    }

    /**
     * Runs the guest to its end, or to its wall-time limit.
     *
     * @throws InvocationException before the guest starts, when there is nothing to be called so
     * @throws io.wasmrunner.runtime.engine.LinkException when an import is missing
     * @throws InterruptedException when the calling thread is interrupted; the guest is then stopped too
     */
    public Outcome run(Invocation what) throws InterruptedException {
        invocation = what;
        Target.of(module, what);
        thread.start();
        try {
            await();
        } catch (InterruptedException e) {
            stop();
            throw e;
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            throw thrown;
        }
        Error error = fatal;
        if (error != null) {
            throw error;
        }
        Outcome ended = outcome;
        return ended == null ? new Outcome.Stopped(Quota.WALL_TIME, quotas.wallTime()) : ended;
    }

    private void await() throws InterruptedException {
        if (quotas.wallTime() == 0) {
            thread.join();
            return;
        }
        if (!thread.join(java.time.Duration.ofNanos(quotas.wallTime()))) {
            timedOut = Quota.WALL_TIME;
            stop();
            thread.join(GRACE);
        }
    }

    /** Makes the guest end soon; may be called by any thread, at any time. */
    public void stop() {
        stopRequested = true;
        GuestInstance running = instance;
        if (running == null) {
            thread.interrupt();
        } else {
            running.interrupt(thread);
        }
    }

    /** Whether the guest did not unwind when it was stopped. Its resources must then be left alone until the JVM ends. */
    public boolean stillRunning() {
        return thread.isAlive();
    }

    /** What instrumentation counted; only while the guest is not running. */
    public GuestCounters counters() {
        return counters;
    }

    private void execute() {
        try (GuestInstance guest = compiled.instantiate(imports)) {
            instance = guest;
            GuestControls controls = new GuestControls(
                    guest, instrumentation, module.startFunction().isPresent(), quotas);
            gate.pass();
            // Whoever asks for a stop from here on reaches the instance.
            outcome = stopRequested ? interrupted() : ending(guest, controls);
            if (!interrupted) {
                counters = read(controls);
            }
        } catch (TrapException e) {
            outcome = new Outcome.Trapped(e);
        } catch (OutOfMemoryError e) {
            outcome = new Outcome.OutOfHostMemory();
        } catch (RuntimeException e) {
            failure = e;
        } catch (Error e) {
            fatal = e;
        } finally {
            instance = null;
        }
    }

    /** Its time may run out right here: how it ended matters more than what it counted. */
    private static GuestCounters read(GuestControls controls) {
        try {
            return controls.read();
        } catch (TrapException e) {
            return GuestCounters.NONE;
        }
    }

    private Outcome ending(GuestInstance guest, GuestControls controls) {
        try {
            controls.arm();
            return call(guest, controls);
        } catch (GuestExitException e) {
            return new Outcome.Exited(e.code());
        } catch (QuotaExceededException e) {
            return new Outcome.Stopped(e.quota(), e.limit());
        } catch (GuestInterruptedException e) {
            return interrupted();
        } catch (MemoryFaultException e) {
            return new Outcome.Trapped(
                    new TrapException(TrapException.Kind.MEMORY_OUT_OF_BOUNDS, e.getMessage(), List.of(), e));
        } catch (TrapException e) {
            return trapped(e, controls);
        }
    }

    private Outcome call(GuestInstance guest, GuestControls controls) {
        controls.callStart();
        Target target = Target.of(module, invocation);
        if (target.initializeFirst()) {
            guest.call("_initialize", Target.NO_VALUES);
        }
        if (target.export().isEmpty()) {
            return new Outcome.Exited(0);
        }
        FunctionType type = target.type();
        long[] results = guest.call(target.export(), type, target.arguments());
        return invocation instanceof Invocation.Export
                ? new Outcome.Returned(Arguments.print(type, results))
                : new Outcome.Exited(0);
    }

    private Outcome trapped(TrapException trap, GuestControls controls) {
        if (trap.kind() == TrapException.Kind.INTERRUPTED || timedOut != null) {
            return interrupted();
        }
        Quota stop = controls.stopReason();
        return stop == null ? new Outcome.Trapped(trap) : new Outcome.Stopped(stop, quotas.of(stop));
    }

    /** After this nothing of the guest can be called any more, its counters neither. */
    private Outcome interrupted() {
        interrupted = true;
        Quota quota = timedOut;
        return quota == null ? new Outcome.Interrupted() : new Outcome.Stopped(quota, quotas.of(quota));
    }
}
