package io.wasmrunner.core.compose;

import io.wasmrunner.core.container.Container;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.journal.FolderWatch;
import io.wasmrunner.core.life.Containers;
import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;

/** Waits until a container is as a condition wants it. */
final class Waiting {
    private final Containers containers;
    private final long timeout;

    /** @param timeout milliseconds that each wait may take */
    Waiting(Containers containers, long timeout) {
        this.containers = containers;
        this.timeout = timeout;
    }

    /**
     * Waits for it.
     *
     * @throws WasmrunnerException {@link ErrorCode#CONFLICT} when it will not come to that, or has not in time
     */
    void until(ContainerId id, Dependency.Condition condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + timeout * 1_000_000;
        try (FolderWatch watch = FolderWatch.of(containers.store().files().folder(id))) {
            while (true) {
                Container container = containers.find(id.hex());
                if (isMet(container, condition)) {
                    return;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw failed(
                            container,
                            condition,
                            "it is %s after %d s; --wait-timeout sets another bound"
                                    .formatted(words(container), timeout / 1000));
                }
                watch.await(left / 1_000_000 + 1);
            }
        }
    }

    private static boolean isMet(Container container, Dependency.Condition condition) {
        Health.Verdict health = container.state().health().verdict();
        boolean live = container.status().isLive();
        return switch (condition) {
            case SERVICE_STARTED -> true;
            case SERVICE_HEALTHY -> {
                if (!live) {
                    throw failed(container, condition, "it has " + words(container));
                }
                if (container.spec().life().health().isEmpty()) {
                    throw failed(container, condition, "it has no health check; add a healthcheck to its service");
                }
                if (health == Health.Verdict.UNHEALTHY) {
                    throw failed(container, condition, "it is unhealthy");
                }
                yield health == Health.Verdict.HEALTHY;
            }
            case SERVICE_COMPLETED_SUCCESSFULLY -> {
                if (!live && container.state().run().exitCode() != 0) {
                    throw failed(container, condition, "it has " + words(container));
                }
                yield !live;
            }
        };
    }

    private static String words(Container container) {
        Health.Verdict health = container.state().health().verdict();
        return container.status().isLive()
                ? container.status() + (health == Health.Verdict.NONE ? "" : " and " + health)
                : "ended with exit code " + container.state().run().exitCode();
    }

    private static WasmrunnerException failed(Container container, Dependency.Condition condition, String why) {
        String what = switch (condition) {
            case SERVICE_STARTED -> "to start";
            case SERVICE_HEALTHY -> "to be healthy";
            case SERVICE_COMPLETED_SUCCESSFULLY -> "to complete";
        };
        return new WasmrunnerException(
                ErrorCode.CONFLICT, "cannot wait for %s %s: %s".formatted(container.name(), what, why));
    }
}
