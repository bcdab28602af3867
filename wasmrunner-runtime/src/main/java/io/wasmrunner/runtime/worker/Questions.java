package io.wasmrunner.runtime.worker;

/** What a worker asks of the command line before its guest runs; the other words of each are names. */
public final class Questions {
    /** To keep the compiled code in that folder of the workshop as the entry of that name. */
    public static final String KEEP = "keep ";

    /** To unpack the native library of the engine of that name. */
    public static final String UNPACK = "unpack ";

    private Questions() {}
}
