package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;

/** Ends this process without ado. */
public final class ImmediateExit {
    /**
     * Set by the run script: nothing is left to do then, and an orderly end of a JVM waits for its compilers, up to 10 ms.
     * Without it the end is orderly, as recording an AOT cache needs it.
     */
    private static final boolean IS_ASKED = Boolean.getBoolean("wasmrunner.exits-at-once");

    private ImmediateExit() {}

    /**
     * Ends it with {@code code}, without shutdown hooks, where the system property {@code wasmrunner.exits-at-once} is true;
     * returns elsewhere, and when there is no native library to do it.
     */
    public static void exitWhereAsked(int code) {
        if (IS_ASKED && NativeLibrary.available()) {
            NativeIo.exit(code);
        }
    }
}
