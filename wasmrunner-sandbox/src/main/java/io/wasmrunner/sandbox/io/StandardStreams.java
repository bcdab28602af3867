package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;

/**
 * The standard streams that this process was started with, byte for byte. Closing one of them here leaves the process's
 * own open.
 */
public final class StandardStreams {
    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;

    private StandardStreams() {}

    public static HostStream input() {
        return NativeLibrary.available()
                ? NativeStream.of(INPUT)
                : new PortableInput(new FileInputStream(FileDescriptor.in), portableKind());
    }

    /** A descriptor that this process was given beside those, as input; only with the native library. */
    public static HostStream inherited(int descriptor) {
        return NativeStream.of(descriptor);
    }

    public static HostStream output() {
        return NativeLibrary.available()
                ? NativeStream.of(OUTPUT)
                : new PortableOutput(new FileOutputStream(FileDescriptor.out), portableKind());
    }

    public static HostStream error() {
        return NativeLibrary.available()
                ? NativeStream.of(ERROR)
                : new PortableOutput(new FileOutputStream(FileDescriptor.err), portableKind());
    }

    /** Java only knows whether both input and output are a terminal; since JDK 25, there may be no console again. */
    @SuppressWarnings("SystemConsoleNull")
    private static HostStream.Kind portableKind() {
        Console console = System.console();
        return console != null && console.isTerminal() ? HostStream.Kind.TERMINAL : HostStream.Kind.PIPE;
    }
}
