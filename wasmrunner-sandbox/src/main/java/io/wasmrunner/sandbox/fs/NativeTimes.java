package io.wasmrunner.sandbox.fs;

/** The two changes of a {@link FileTimes} as the native library takes them. */
final class NativeTimes {
    private NativeTimes() {}

    static int how(FileTimes.Change change) {
        return switch (change) {
            case FileTimes.Keep keep -> 0;
            case FileTimes.Now now -> 1;
            case FileTimes.At at -> 2;
        };
    }

    static long at(FileTimes.Change change) {
        return change instanceof FileTimes.At(long nanoseconds) ? nanoseconds : 0;
    }
}
