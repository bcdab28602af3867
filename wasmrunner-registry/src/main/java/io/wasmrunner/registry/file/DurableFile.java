package io.wasmrunner.registry.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Replaces files so that there is either the old or the new content, also after a power cut. */
public final class DurableFile {
    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private DurableFile() {}

    /** Only one writer at a time may replace the same file. Its folder must be there. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path written = written(file);
        FailPoint.reach("file.create");
        try (FileChannel channel = FileChannel.open(
                written, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            write(channel, content);
            FailPoint.reach("file.written");
            channel.force(true);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // The kernel's words alone, without a name.
            throw (FileSystemException) new FileSystemException(file.toString(), null, e.getMessage()).initCause(e);
        }
        rename(written, file);
    }

    /** The same for what is a secret: readable for its owner alone, whatever it was before. */
    public static void replaceSecret(Path file, byte[] content) throws IOException {
        Files.deleteIfExists(written(file));
        Files.createFile(written(file), PRIVATE);
        replace(file, content);
    }

    /** Makes a file for its owner alone, which is not there yet, with that content; its folder remains to be synced. */
    public static void createSecret(Path file, byte[] content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), PRIVATE)) {
            write(channel, content);
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static Path written(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    /** Puts a file that is written and synced in the place of another, or where there was none, to stay. */
    public static void rename(Path written, Path file) throws IOException {
        FailPoint.reach("file.synced");
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        FailPoint.reach("file.renamed");
        syncFolder(file.toAbsolutePath().getParent());
    }

    /** Makes what was added to and removed from the folder last. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
