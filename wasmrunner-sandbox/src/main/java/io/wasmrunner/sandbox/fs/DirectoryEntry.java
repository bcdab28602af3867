package io.wasmrunner.sandbox.fs;

/** One name in a directory; {@code .} and {@code ..} are listed too, the latter with the directory's own inode at the root. */
public record DirectoryEntry(String name, long inode, FileType type) {}
