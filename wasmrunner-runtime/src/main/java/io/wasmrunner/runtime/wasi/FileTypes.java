package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.fs.FileType;

/** {@code $filetype}. */
final class FileTypes {
    static final int UNKNOWN = 0;
    static final int CHARACTER_DEVICE = 2;
    static final int DIRECTORY = 3;
    static final int REGULAR_FILE = 4;
    static final int SOCKET_STREAM = 6;

    private FileTypes() {}

    static int of(FileType type) {
        return switch (type) {
            // Preview 1 has no number for a FIFO.
            case UNKNOWN, FIFO -> UNKNOWN;
            case BLOCK_DEVICE -> 1;
            case CHARACTER_DEVICE -> CHARACTER_DEVICE;
            case DIRECTORY -> DIRECTORY;
            case REGULAR_FILE -> REGULAR_FILE;
            case SOCKET_STREAM -> SOCKET_STREAM;
            case SYMBOLIC_LINK -> 7;
        };
    }
}
