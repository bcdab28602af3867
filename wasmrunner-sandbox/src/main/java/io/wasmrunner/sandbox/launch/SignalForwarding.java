package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.nativeio.NativeIo;

/** While it is open, signals that ask this process to end go to another: there is one at a time in a process. */
public final class SignalForwarding implements AutoCloseable {
    private final boolean on;

    private SignalForwarding(boolean on) {
        this.on = on;
    }

    /** To that process. */
    public static SignalForwarding to(int pid) {
        return new SignalForwarding(NativeIo.forwardSignals(pid) == 0);
    }

    /** To nobody: they end this process as always. */
    public static SignalForwarding none() {
        return new SignalForwarding(false);
    }

    @Override
    public void close() {
        if (on) {
            NativeIo.forwardSignals(0);
        }
    }
}
