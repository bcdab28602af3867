package io.wasmrunner.sandbox.launch;

/** The second, stricter filter of system calls, for the time in which a guest runs. The launcher provides the method. */
public final class Lockdown {
    private Lockdown() {}

    /**
     * Locks this process down: waits until it is in its cgroup, then puts the filter over all threads.
     *
     * @return zero, or a negative errno
     * @throws UnsatisfiedLinkError when no launcher started this process
     */
    public static native int engage();
}
