package io.wasmrunner.core.sandbox;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestMount;
import io.wasmrunner.runtime.guest.GuestNetwork;
import io.wasmrunner.runtime.guest.GuestSpec;
import io.wasmrunner.runtime.guest.HostListener;
import io.wasmrunner.runtime.guest.Refused;
import io.wasmrunner.runtime.guest.SpecRecords;
import io.wasmrunner.runtime.select.EngineCatalog;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.PrivateFolder;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Inheritance;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.launch.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Starts a worker process for one module, and waits for its end. */
final class WorkerLaunch {
    private static final String WORKER_CLASS = "io/wasmrunner/runtime/worker/Worker";

    private static final String USER_NAMESPACE = "user-namespace:";

    /** Milliseconds that a guest may stay beyond its wall time before the launcher ends it. */
    private static final long GRACE = 1000;

    private final StateFolder state;
    private final EngineCatalog engines;
    private final SandboxMode mode;
    private final Consumer<String> warnings;

    /** A launch of which {@code warnings} hears what its sandbox lacks. */
    WorkerLaunch(StateFolder state, EngineCatalog engines, SandboxMode mode, Consumer<String> warnings) {
        this.state = state;
        this.engines = engines;
        this.mode = mode;
        this.warnings = warnings;
    }

    /**
     * Starts a worker and waits for its end.
     *
     * @param purpose records for the worker alone
     * @throws WasmrunnerException when it cannot be started
     */
    EndRecord launch(ContainerId id, ModuleFile module, GuestSpec guest, Records purpose) {
        try (ContainerFolder folder = ContainerFolder.make(state, id);
                Inheritance inheritance = new Inheritance()) {
            Records spec = spec(module, guest, folder.workshop(), inheritance)
                    .add("id", id.hex())
                    .addAll(purpose);
            try (WorkerProcess worker =
                    WorkerProcess.start(Installation.launcher(), spec, inheritance, folder.record())) {
                new Helpdesk(state, engines, module.digest(), folder.workshop()).serve(worker.channel());
                folder.closeWorkshop();
                EndRecord record = worker.await();
                warn(record, guest);
                return record;
            }
        } catch (IOException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "cannot run %s: %s".formatted(module.name(), e.getMessage()), e);
        } catch (ErrnoException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot start %s for %s: %s".formatted(Installation.launcher(), module.name(), e.getMessage()),
                    e);
        }
    }

    private void warn(EndRecord record, GuestSpec guest) {
        if (mode != SandboxMode.STRICT) {
            return;
        }
        String user = "";
        for (String missing : record.missing()) {
            user = missing.startsWith(USER_NAMESPACE) ? missing : user;
        }
        for (String missing : record.missing()) {
            if (user.isEmpty() || !needsUserNamespace(missing)) {
                warn(missing.equals(user) ? missing + ", and so no other namespace" : missing, warnings);
            }
        }
        for (String unlimited : record.unlimited()) {
            int colon = unlimited.indexOf(": ");
            if (colon > 0) {
                WorkerLimits.warn(guest, unlimited.substring(0, colon), unlimited.substring(colon + 2), warnings);
            }
        }
    }

    /** Whether an ordinary user, who is the only one to miss user namespaces, has that only in one. */
    private static boolean needsUserNamespace(String missing) {
        String name = missing.substring(0, Math.max(0, missing.indexOf(':')));
        return name.equals("private-proc") || (name.endsWith("-namespace") && !missing.startsWith(USER_NAMESPACE));
    }

    /** Tells of what a strict sandbox has and this machine does not: {@code mechanism: why}. */
    static void warn(String gap, Consumer<String> warnings) {
        warnings.accept("the sandbox is weaker than strict: " + gap + "; see wasmrunner system check");
    }

    /** What a launcher is told about the worker; what that inherits is opened. */
    Records spec(ModuleFile module, GuestSpec guest, Path workshop, Inheritance inheritance) {
        Records spec = new Records();
        spec.add("missing", mode.whenMissing());
        String pretended = Installation.pretendedMissing().orElse("");
        if (!pretended.isEmpty()) {
            spec.add("pretend-missing", pretended);
        }
        spec.add("jvm", Installation.jvm());
        spec.add("java-home", Installation.javaHome());
        spec.add("class", WORKER_CLASS);
        long heap = WorkerHeap.of(guest.quotas().memory(), module.bytes().length);
        for (String option : Installation.jvmOptions(heap)) {
            spec.add("jvm-option", option);
        }
        WorkerLimits.write(guest, heap, mode == SandboxMode.REQUIRED, spec);
        spec.add("never", guest.policy().never().toString());
        for (String path : Installation.readable()) {
            spec.add("read", path);
        }
        Path code = state.workersCode(module.digest()).cache().root();
        addMade(spec, code);
        addMade(spec, state.libraries());
        spec.add("guest.code", code.toString());
        spec.add("guest.libraries", state.libraries().toString());
        spec.add("guest.workshop", workshop.toString());
        spec.add("write-fd", inheritance.directory(workshop));
        spec.add("guest.module", inheritance.content(module.bytes()));
        spec.add("guest.module-name", module.name());
        spec.add("guest.module-digest", module.digest());
        if (guest.quotas().wallTime() != 0) {
            spec.add("deadline-ms", guest.quotas().wallTime() / 1_000_000 + GRACE);
        }
        GuestSpec inherited = inherited(guest, spec, inheritance);
        if (guest.network() instanceof GuestNetwork.Allowed rules) {
            inherited = inherited.with(GateRecords.write(rules, guest.policy().network(), spec, inheritance));
        }
        if (!guest.listeners().isEmpty() || guest.network() instanceof GuestNetwork.Allowed) {
            spec.add("sockets", "yes");
        }
        if (!guest.console().input()) {
            spec.add(SpecRecords.INPUT, inheritance.content(new byte[0]));
        }
        SpecRecords.write(inherited, spec);
        return spec;
    }

    /** A cache that cannot be made makes the run slower, and no more than that. */
    private static void addMade(Records spec, Path folder) {
        try {
            PrivateFolder.make(folder);
            spec.add("read", folder.toString());
        } catch (IOException e) {
            // The worker will find nothing there.
        }
    }

    /** The same with its directories and listeners opened, for the worker to inherit. */
    private static GuestSpec inherited(GuestSpec guest, Records spec, Inheritance inheritance) {
        List<GuestMount> mounts = new ArrayList<>();
        for (GuestMount mount : guest.mounts()) {
            try {
                mounts.add(InheritedMounts.of(mount, spec, inheritance));
            } catch (ErrnoException e) {
                throw Refused.mount(mount, e);
            }
        }
        List<HostListener> listeners = new ArrayList<>();
        for (HostListener listener : guest.listeners()) {
            try {
                listeners.add(
                        new HostListener.Inherited(inheritance.listener(((HostListener.Address) listener).address())));
            } catch (ErrnoException e) {
                throw Refused.listener(listener, e);
            }
        }
        return guest.with(mounts, listeners);
    }
}
