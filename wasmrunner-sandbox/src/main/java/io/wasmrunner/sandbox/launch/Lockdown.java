package io.wasmrunner.sandbox.launch;

/** The second half of the sandbox, which a worker engages once it has loaded what the guest needs. */
public final class Lockdown {
    private Lockdown() {}

    /**
     * Waits until the worker is in its cgroup, takes from every thread the system calls that only starting up needs,
     * and checks what the kernel says of each thread. The launcher registers this method: elsewhere than in a worker,
     * calling it throws {@link UnsatisfiedLinkError}.
     *
     * @return 0, or a negative errno, after which nothing of a guest's may run: {@code EPERM} when a thread is not
     *     confined, {@code EPIPE} when the launcher is gone, {@code EALREADY} at the second call
     */
    public static native int engage();
}
