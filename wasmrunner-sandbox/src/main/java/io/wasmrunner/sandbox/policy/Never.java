package io.wasmrunner.sandbox.policy;

import java.util.Locale;

/** What the kernel's filter does with a system call that no worker makes for a good reason. */
public enum Never {
    /** The worker ends at once. */
    KILL,
    /** The call fails with EPERM. */
    ERRNO;

    /** In lower case, as files have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
