package io.wasmrunner.sandbox.fs;

/** An {@link OpenRequest} as the bits that the native library takes (open.c). */
final class NativeOpenFlags {
    private NativeOpenFlags() {}

    static int of(OpenRequest request) {
        return bit(request.read(), 1)
                | bit(request.write(), 2)
                | bit(request.create(), 4)
                | bit(request.exclusive() && request.create(), 8)
                | bit(request.truncate(), 16)
                | bit(request.directory(), 32)
                | bit(request.follow(), 64)
                | bit(request.append(), 128)
                | bit(request.sync(), 256);
    }

    private static int bit(boolean on, int bit) {
        return on ? bit : 0;
    }
}
