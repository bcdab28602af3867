package io.wasmrunner.registry.overlay;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/** Puts files into a container: always into its own layer, and never through a link that leads out of what it sees. */
final class UpperWriter {
    private static final int BUFFER = 1 << 16;
    private static final byte[] ZEROES = new byte[BUFFER];

    private final MergedView view;

    UpperWriter(MergedView view) {
        this.view = view;
    }

    /** A folder with those above it, unless it is there. */
    void folder(ImagePath path) throws IOException {
        ImagePath at = view.follow(path, true);
        for (String part : at.parts()) {
            check(part, path);
        }
        make(at);
    }

    /** The folder in the upper layer. */
    private Path make(ImagePath path) throws IOException {
        Path folder = view.upper();
        MergedView.Item at = view.root();
        ImagePath here = ImagePath.ROOT;
        for (String part : path.parts()) {
            here = here.resolve(part);
            folder = folder.resolve(part);
            MergedView.Item next = MergedView.child(at, part);
            if (next != null && !next.isFolder()) {
                throw conflict(path, here + " is no folder");
            }
            if (next == null || next.upper() == null) {
                Files.createDirectory(folder);
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
                if (next != null) {
                    Files.setLastModifiedTime(folder, Files.getLastModifiedTime(next.shown()));
                }
                next = new MergedView.Item(folder, next == null ? null : next.lower());
            }
            at = next;
        }
        return folder;
    }

    /**
     * A file; one that is there is replaced, a link itself and not what it leads to.
     *
     * @param modified milliseconds since 1970
     */
    void file(ImagePath path, InputStream content, boolean executable, long modified) throws IOException {
        ImagePath at = place(path);
        Path unfinished = unfinished();
        try {
            write(content, unfinished);
            Files.setPosixFilePermissions(
                    unfinished, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            Files.setLastModifiedTime(unfinished, FileTime.fromMillis(modified));
            publish(unfinished, at);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    void symlink(ImagePath path, Path target) throws IOException {
        ImagePath at = place(path);
        Path unfinished = unfinished();
        try {
            Files.createSymbolicLink(unfinished, target);
            publish(unfinished, at);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private ImagePath place(ImagePath path) throws IOException {
        ImagePath at = view.follow(path.parent(), true).resolve(path.name());
        for (String part : at.parts()) {
            check(part, path);
        }
        MergedView.Item there = view.find(at);
        if (there != null && there.isFolder()) {
            throw conflict(path, "a folder is there, which a file cannot replace");
        }
        return at;
    }

    private Path unfinished() {
        return view.upper().resolve(HiddenNames.UNFINISHED + UUID.randomUUID());
    }

    private void publish(Path unfinished, ImagePath at) throws IOException {
        Files.move(unfinished, make(at.parent()).resolve(at.name()), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Holes, and all else that is nothing but zeroes, become holes. */
    private static void write(InputStream content, Path file) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (FileChannel channel = FileChannel.open(
                file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))) {
            long position = 0;
            int count = content.readNBytes(buffer, 0, BUFFER);
            boolean hole = false;
            while (count > 0) {
                hole = Arrays.equals(buffer, 0, count, ZEROES, 0, count);
                if (!hole) {
                    write(channel, ByteBuffer.wrap(buffer, 0, count), position);
                }
                position += count;
                count = content.readNBytes(buffer, 0, BUFFER);
            }
            if (hole) {
                write(channel, ByteBuffer.wrap(ZEROES, 0, 1), position - 1);
            }
        }
    }

    private static void write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static void check(String name, ImagePath path) {
        if (HiddenNames.isHidden(name)) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    "cannot copy " + path + " into the container: names that begin with .wh. are kept for what it"
                            + " removed; choose another");
        }
    }

    private static RegistryException conflict(ImagePath path, String why) {
        return new RegistryException(RegistryError.CONFLICT, "cannot copy " + path + " into the container: " + why);
    }
}
