package io.wasmrunner.sandbox.policy;

import java.util.Locale;

/** What becomes of what the policy denies. */
public enum Enforce {
    /** It is refused and recorded. */
    REFUSE,
    /**
     * It is recorded and done. That concerns mounts, listeners, variables, capabilities and host calls that the policy
     * denies; never the confinement of paths, what was not granted at all, quotas, or the kernel's filter.
     */
    REPORT;

    /** In lower case, as files and flags have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
