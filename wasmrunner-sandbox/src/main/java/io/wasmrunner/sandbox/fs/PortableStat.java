package io.wasmrunner.sandbox.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Reads a {@link FileStat} through java.nio; links are never followed. */
final class PortableStat {
    private static final int TYPE_BITS = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int BLOCK_DEVICE = 0060000;
    private static final int FIFO = 0010000;
    private static final int SOCKET = 0140000;

    private PortableStat() {}

    /** Empty when nothing is there. */
    static Optional<FileStat> find(Path path) {
        if (!Files.exists(path, NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        return Optional.of(of(path));
    }

    static FileStat of(Path path) {
        return HostErrors.call(() -> read(path));
    }

    private static FileStat read(Path path) throws IOException {
        if (path.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return readUnix(Files.readAttributes(path, "unix:*", NOFOLLOW_LINKS));
        }
        BasicFileAttributes basic = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
        long inode = Objects.hash(path.toAbsolutePath(), basic.creationTime()) & 0xffff_ffffL;
        return new FileStat(
                1,
                inode,
                typeOf(basic),
                1,
                basic.size(),
                nanoseconds(basic.lastAccessTime()),
                nanoseconds(basic.lastModifiedTime()),
                nanoseconds(basic.lastModifiedTime()));
    }

    private static FileStat readUnix(Map<String, Object> unix) {
        return new FileStat(
                ((Number) unix.get("dev")).longValue(),
                ((Number) unix.get("ino")).longValue(),
                typeOf(((Number) unix.get("mode")).intValue()),
                ((Number) unix.get("nlink")).longValue(),
                ((Number) unix.get("size")).longValue(),
                nanoseconds((FileTime) unix.get("lastAccessTime")),
                nanoseconds((FileTime) unix.get("lastModifiedTime")),
                nanoseconds((FileTime) unix.get("ctime")));
    }

    private static long nanoseconds(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    private static FileType typeOf(BasicFileAttributes basic) {
        if (basic.isSymbolicLink()) {
            return FileType.SYMBOLIC_LINK;
        }
        if (basic.isDirectory()) {
            return FileType.DIRECTORY;
        }
        return basic.isRegularFile() ? FileType.REGULAR_FILE : FileType.UNKNOWN;
    }

    private static FileType typeOf(int mode) {
        return switch (mode & TYPE_BITS) {
            case 0100000 -> FileType.REGULAR_FILE;
            case 0040000 -> FileType.DIRECTORY;
            case 0120000 -> FileType.SYMBOLIC_LINK;
            case CHARACTER_DEVICE -> FileType.CHARACTER_DEVICE;
            case BLOCK_DEVICE -> FileType.BLOCK_DEVICE;
            case FIFO -> FileType.FIFO;
            case SOCKET -> FileType.SOCKET_STREAM;
            default -> FileType.UNKNOWN;
        };
    }

    /** Whether both are states of one file, however it is named now. */
    static boolean same(FileStat first, FileStat second) {
        return first.device() == second.device() && first.inode() == second.inode() && first.type() == second.type();
    }
}
