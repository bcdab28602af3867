package io.wasmrunner.sandbox.fs;

/**
 * How to open a path; the names are those of {@code open(2)}.
 *
 * @param read the descriptor is to be read
 * @param write the descriptor is to be written
 * @param create make a regular file when there is none (O_CREAT)
 * @param exclusive with {@code create}: fail when there is one (O_EXCL)
 * @param truncate cut a regular file to no bytes (O_TRUNC); needs a writable mount
 * @param directory fail unless it is a directory (O_DIRECTORY)
 * @param follow follow a symbolic link in the last place of the path
 * @param append every write goes to the end (O_APPEND)
 * @param sync every write reaches the disk before it returns (O_SYNC)
 */
public record OpenRequest(
        boolean read,
        boolean write,
        boolean create,
        boolean exclusive,
        boolean truncate,
        boolean directory,
        boolean follow,
        boolean append,
        boolean sync) {}
