package io.wasmrunner.sandbox.fs;

/** What a file is, as {@code st_mode} says. */
public enum FileType {
    UNKNOWN,
    BLOCK_DEVICE,
    CHARACTER_DEVICE,
    DIRECTORY,
    REGULAR_FILE,
    SOCKET_STREAM,
    SYMBOLIC_LINK,
    FIFO
}
