package io.wasmrunner.core.compose;

import java.util.Locale;

/**
 * What a service waits for before it is started.
 *
 * @param required whether it is an error when the other is not there, or does not come up
 * @param restarts whether the service is restarted when the other's container is replaced
 */
public record Dependency(Condition condition, boolean required, boolean restarts) {

    /** What must have become of the other service's container. */
    public enum Condition {
        SERVICE_STARTED,
        SERVICE_HEALTHY,
        SERVICE_COMPLETED_SUCCESSFULLY;

        /** As compose files have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
