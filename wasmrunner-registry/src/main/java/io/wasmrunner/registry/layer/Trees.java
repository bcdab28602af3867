package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.file.DurableFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Folders with all that is in them; links are never followed. */
public final class Trees {
    private static final int SYNCERS = 16;

    private Trees() {}

    /** Deletes it, when it is there. */
    public static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What is in a folder, sorted by name; nothing when it is not there. */
    public static List<Path> list(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(all::add);
        } catch (NoSuchFileException _) {
            return List.of();
        }
        all.sort(null);
        return all;
    }

    /** Bytes of all files in it, one with several names counted once; nothing when it is not there. */
    public static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        Set<Object> seen = new HashSet<>();
        long[] bytes = new long[1];
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && (attributes.fileKey() == null || seen.add(attributes.fileKey()))) {
                    bytes[0] += attributes.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                // Somebody removed it meanwhile.
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** Makes all of them last; several at once, since the system then writes them together. */
    static void sync(Collection<Path> files) throws IOException {
        List<Future<?>> all = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(Math.clamp(files.size() / 8, 1, SYNCERS))) {
            for (Path file : files) {
                all.add(executor.submit(() -> {
                    sync(file);
                    return null;
                }));
            }
        }
        for (Future<?> one : all) {
            if (one.state() == Future.State.FAILED) {
                throw new IOException("cannot sync: " + one.exceptionNow().getMessage(), one.exceptionNow());
            }
        }
    }

    private static void sync(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            DurableFile.syncFolder(file);
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(false);
            }
        }
    }
}
