package io.wasmrunner.core.life;

/**
 * Which changes of a container that runs wait for its next start.
 *
 * @param quotas memory, time and fuel
 * @param limits processors and threads, when its run has no cgroup for them
 */
public record Postponed(boolean quotas, boolean limits) {
    static final Postponed NOTHING = new Postponed(false, false);
}
