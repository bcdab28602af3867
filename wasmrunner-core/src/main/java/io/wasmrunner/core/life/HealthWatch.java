package io.wasmrunner.core.life;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.ContainerStore;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.container.Status;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.format.HealthCheck;
import io.wasmrunner.runtime.Reason;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Looks how well a container is, once, and writes that down. */
final class HealthWatch {
    private static final long MILLION = 1_000_000;

    /** Seconds that a guest has to go once it was told to. */
    private static final int GRACE = 5;

    private final ContainerStore store;
    private final Truth truth;
    private final SelfProcess self;
    private final ContainerEvents events;

    HealthWatch(ContainerStore store, Truth truth, SelfProcess self, ContainerEvents events) {
        this.store = store;
        this.truth = truth;
        this.self = self;
        this.events = events;
    }

    /** Does it; nothing when it does not run, or has no check. */
    void look(ContainerId id) throws IOException, InterruptedException {
        Optional<Container> found = store.read(id).map(truth::look).filter(HealthWatch::runs);
        if (found.isEmpty() || found.get().spec().life().health().isEmpty()) {
            return;
        }
        HealthCheck check = found.get().spec().life().health().get();
        long started = System.currentTimeMillis();
        ProbeResult result = probe(found.get(), check);
        long finished = System.currentTimeMillis();
        try (Held _ = store.lock(id)) {
            Optional<Container> there = store.read(id);
            if (there.isEmpty()) {
                return;
            }
            Container now = truth.resumed(there.get());
            if (!runs(now) || started < now.state().run().started()) {
                return;
            }
            Health before = now.state().health();
            Health after = before.with(
                    new Health.Probe(started, finished, result.code(), result.output()),
                    check.retries(),
                    started - now.state().run().started() < check.startPeriod() / MILLION);
            Container changed = now.with(now.state().with(after));
            store.writeState(changed);
            if (after.verdict() != before.verdict()) {
                events.add(changed, "health_status: " + after.verdict());
            }
        }
    }

    private static boolean runs(Container container) {
        return container.status() == Status.RUNNING;
    }

    private ProbeResult probe(Container container, HealthCheck check) throws InterruptedException {
        try {
            return switch (HealthProbe.parse(check.test())) {
                case HealthProbe.Get get -> HealthGet.of(get, container, check.timeout());
                case HealthProbe.Module module -> run(container, module, check.timeout());
            };
        } catch (WasmrunnerException e) {
            return new ProbeResult(1, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ProbeResult(1, "cannot run the health check: " + Reason.of(e));
        }
    }

    private ProbeResult run(Container container, HealthProbe.Module module, long timeout)
            throws IOException, InterruptedException {
        Process process = self.start(container.id(), ExecRequest.check(module.command()));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Thread reader = Thread.ofPlatform().daemon().start(() -> read(process.getInputStream(), said));
        try {
            if (!process.waitFor(timeout, TimeUnit.NANOSECONDS)) {
                return ProbeResult.late(timeout);
            }
            reader.join();
            return ProbeResult.of(process.exitValue(), said.toByteArray());
        } finally {
            process.destroy();
            if (!process.waitFor(GRACE, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    /** All of it, so that nobody waits, and of that the beginning. */
    private static void read(InputStream from, ByteArrayOutputStream to) {
        byte[] piece = new byte[ProbeResult.KEPT];
        try (from) {
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                to.write(piece, 0, Math.min(count, ProbeResult.KEPT - Math.min(to.size(), ProbeResult.KEPT)));
            }
        } catch (IOException e) {
            // As for its end.
        }
    }
}
