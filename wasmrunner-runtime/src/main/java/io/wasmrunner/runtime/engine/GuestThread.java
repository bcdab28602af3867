package io.wasmrunner.runtime.engine;

/** The thread a guest runs on: its stack is large enough for what the engines let a guest use. */
public final class GuestThread extends Thread {
    private static final long STACK = 32L << 20;

    public GuestThread(Runnable work) {
        super(null, work, "guest", STACK, false);
        setDaemon(true);
    }
}
