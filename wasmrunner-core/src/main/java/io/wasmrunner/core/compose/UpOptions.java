package io.wasmrunner.core.compose;

import java.util.OptionalLong;

/**
 * How a project is brought up.
 *
 * @param build whether images are built also when they are there
 * @param recreate what happens to containers that are there
 * @param removeOrphans whether containers of services that are gone are removed
 * @param complete whether to wait until all services run, and are healthy if they are checked
 * @param waitTimeout milliseconds that any wait may take
 * @param timeout milliseconds until a container that is to stop is killed, instead of its own
 */
public record UpOptions(
        boolean build,
        Recreation recreate,
        boolean removeOrphans,
        boolean complete,
        long waitTimeout,
        OptionalLong timeout) {

    /** What happens to containers that are there. */
    public enum Recreation {
        /** They are replaced when their description has changed. */
        CHANGED,
        ALWAYS,
        NEVER
    }
}
