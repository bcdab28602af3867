package io.wasmrunner.cli.command.container;

import io.wasmrunner.core.container.ContainerRow;
import io.wasmrunner.core.container.Health;
import io.wasmrunner.core.text.Ago;
import java.time.Instant;

/** How a container is, in Docker's words. */
public final class StatusWords {
    private StatusWords() {}

    /** {@code Up 4 seconds (healthy)}, {@code Exited (0) 3 minutes ago}. */
    public static String of(ContainerRow row, Instant now) {
        return switch (row.status()) {
            case CREATED -> "Created";
            case RUNNING -> up(row, now) + health(row);
            case PAUSED -> up(row, now) + " (Paused)";
            case RESTARTING -> "Restarting (%d) %s".formatted(row.exitCode(), since(row.finished(), now));
            case EXITED -> "Exited (%d) %s".formatted(row.exitCode(), since(row.finished(), now));
            case QUARANTINED -> "Quarantined (%d) %s".formatted(row.exitCode(), since(row.finished(), now));
            case DEAD -> "Dead";
        };
    }

    private static String up(ContainerRow row, Instant now) {
        return "Up " + Ago.words((now.toEpochMilli() - row.started()) / 1000);
    }

    private static String health(ContainerRow row) {
        return row.health() == Health.Verdict.NONE
                ? ""
                : row.health() == Health.Verdict.STARTING ? " (health: starting)" : " (" + row.health() + ")";
    }

    private static String since(long then, Instant now) {
        return Ago.since(Instant.ofEpochMilli(then), now);
    }
}
