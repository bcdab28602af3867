package io.wasmrunner.sandbox.nativeio;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** Keeps unpacked libraries under the digest of their bytes, in a directory that nobody else can write to. */
final class LibraryCache {
    private static final String DIRECTORY_PROPERTY = "wasmrunner.native.cache";
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path directory;

    LibraryCache(Path directory) {
        this.directory = directory;
    }

    /** The system property {@code wasmrunner.native.cache}, else {@code $WASMRUNNER_HOME}, else one beneath java.io.tmpdir. */
    static LibraryCache standard() {
        String given = System.getProperty(DIRECTORY_PROPERTY);
        if (given != null) {
            return new LibraryCache(Path.of(given));
        }
        String home = System.getenv("WASMRUNNER_HOME");
        if (home != null && !home.isEmpty()) {
            return new LibraryCache(Path.of(home, "cache", "native"));
        }
        return new LibraryCache(
                Path.of(System.getProperty("java.io.tmpdir"), "wasmrunner-" + System.getProperty("user.name")));
    }

    /** A file with exactly these bytes, made when it is not there or not what its name says. */
    Path store(byte[] library) throws IOException {
        Path safe = directory();
        Path file = safe.resolve("libwasmrunner-" + digest(library) + ".so").toAbsolutePath();
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Arrays.equals(Files.readAllBytes(file), library)) {
            return file;
        }
        Path fresh = Files.createTempFile(safe, ".unpack", ".so");
        try {
            Files.write(fresh, library);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return file;
    }

    private Path directory() throws IOException {
        if (directory.getParent() != null) {
            Files.createDirectories(directory.getParent(), OWNER_ONLY);
        }
        try {
            Files.createDirectory(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            checkOwnership();
        }
        return directory;
    }

    /** A directory that stood there already may have been laid out by somebody else. */
    private void checkOwnership() throws IOException {
        PosixFileAttributes found =
                Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        Path own = Files.createTempFile("wasmrunner", "owner");
        boolean ours;
        try {
            ours = Files.getOwner(own).equals(found.owner());
        } finally {
            Files.delete(own);
        }
        Set<PosixFilePermission> permissions = found.permissions();
        if (!found.isDirectory()
                || !ours
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(directory + " can be changed by others; remove it, or set WASMRUNNER_HOME");
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
