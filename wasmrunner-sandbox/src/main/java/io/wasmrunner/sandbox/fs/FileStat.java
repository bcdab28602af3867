package io.wasmrunner.sandbox.fs;

/**
 * The state of a file.
 *
 * @param device host device number
 * @param inode host inode number
 * @param type what it is
 * @param links number of hard links
 * @param size bytes
 * @param accessed nanoseconds since 1970-01-01T00:00:00Z
 * @param modified nanoseconds since 1970-01-01T00:00:00Z
 * @param changed nanoseconds since 1970-01-01T00:00:00Z
 */
public record FileStat(
        long device, long inode, FileType type, long links, long size, long accessed, long modified, long changed) {}
