package io.wasmrunner.registry.server.maintenance;

import io.wasmrunner.registry.server.config.GcConfig;
import io.wasmrunner.registry.store.Collected;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Collects again and again while a server serves. */
public final class Housekeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Housekeeping.class.getName());

    private final Maintenance maintenance;
    private final GcConfig config;
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

    public Housekeeping(Maintenance maintenance, GcConfig config) {
        this.maintenance = maintenance;
        this.config = config;
        long period = config.interval().toMillis();
        if (period > 0) {
            var _ = clock.scheduleWithFixedDelay(this::collect, period, period, TimeUnit.MILLISECONDS);
        }
    }

    private void collect() {
        try {
            Collected collected = maintenance.collect(config, false);
            LOG.log(Level.DEBUG, "removed {0} blobs", collected.blobs().size());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.ERROR, "the garbage collection failed; it is tried again later", e);
        }
    }

    /** Waits for a collection that is going on. */
    @Override
    public void close() {
        clock.close();
    }
}
