package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;

/** Ends this process without ado. */
public final class ImmediateExit {
    private ImmediateExit() {}

    /** Ends it with {@code code}, without shutdown hooks; returns when there is no native library to do it. */
    public static void exit(int code) {
        if (NativeLibrary.available()) {
            NativeIo.exit(code);
        }
    }
}
