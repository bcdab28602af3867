package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random operations on an overlay and on a plain directory with the same in it: both answer alike, down to the errno, and
 * hold the same at every stage. Directories are kept open meanwhile, moved, and worked through.
 */
class OverlayModelTest {
    private static final Meter NONE = new Meter(Quota.DISK, 0);
    private static final int STAGE = 50;
    private static final int HANDLES = 4;

    @TempDir
    Path host;

    private record Handles(Directory plain, Directory overlay) {
        void close() {
            plain.close();
            overlay.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"NATIVE,1", "NATIVE,2", "NATIVE,3", "NATIVE,4", "NATIVE,5", "NATIVE,6", "PORTABLE,7", "PORTABLE,8"})
    void an_overlay_is_as_a_plain_directory(Implementation layers, long seed) throws IOException {
        run(layers, seed, 3000);
    }

    @Tag("stress")
    @ParameterizedTest
    @ValueSource(longs = {100, 200, 300, 400})
    void an_overlay_is_as_a_plain_directory_for_long(long seed) throws IOException {
        for (long next = seed; next < seed + 20; next++) {
            run(Implementation.NATIVE, next, 5000);
        }
    }

    private void run(Implementation layers, long seed, int operations) throws IOException {
        assumeTrue(ConfinedFileSystem.nativeAvailable(), "no native library here");
        Random choice = new Random(seed);
        Path home = Files.createTempDirectory(host, "run");
        Path plain = Files.createDirectory(home.resolve("plain"));
        Path lower = home.resolve("lower");
        Directory model = Implementation.NATIVE.open(plain, true, NONE);
        for (int i = 0; i < 60; i++) {
            RandomOperation.randomWithContent(choice).answer(model);
        }
        copy(plain, lower);
        Map<String, String> before = tree(layers.open(lower, false, NONE));
        // Hard links of one layer are not known in the other: each file is one of its own from here on.
        Path same = home.resolve("same");
        copy(lower, same);
        model.close();
        Path upper = Files.createDirectory(home.resolve("upper"));
        List<Handles> open = new ArrayList<>();
        open.add(new Handles(
                Implementation.NATIVE.open(same, true, NONE),
                ConfinedFileSystem.overlay(layers.open(lower, false, NONE), layers.open(upper, true, NONE))));
        for (int i = 0; i < operations; i++) {
            String where = "seed " + seed + ", operation " + i;
            if (layers.isNative()) {
                changeHandles(open, choice, where);
            }
            RandomOperation operation = RandomOperation.randomWithContent(choice);
            Handles from = open.get(choice.nextInt(open.size()));
            Handles to = choice.nextInt(3) == 0 ? open.get(choice.nextInt(open.size())) : from;
            String expected = operation.answer(from.plain, to.plain);
            String answer = operation.answer(from.overlay, to.overlay);
            if (!(isAmbiguous(operation, expected) && !from.equals(to) && isFailure(answer))) {
                assertEquals(expected, answer, () -> where + ": " + operation);
            }
            if (i % STAGE == 0) {
                assertEquals(tree(open.getFirst().plain), tree(open.getFirst().overlay), where);
                reopen(open, layers, lower, upper, choice);
            }
        }
        open.forEach(Handles::close);
        assertEquals(before, tree(layers.open(lower, false, NONE)), "seed " + seed + ": the lower layer changed");
    }

    /** That one of two names lies in the other, Linux sees ahead of all else also when they start at different directories. */
    private static boolean isAmbiguous(RandomOperation operation, String expected) {
        return operation.name().equals("rename") && (expected.equals("INVAL") || expected.equals("NOTEMPTY"));
    }

    private static boolean isFailure(String answer) {
        return Set.of("INVAL", "NOTEMPTY", "NOTDIR", "ISDIR").contains(answer);
    }

    /** Opens directories and forgets others; a removed one answers differently, and is of no interest. */
    private static void changeHandles(List<Handles> open, Random choice, String where) {
        for (int i = open.size() - 1; i > 0; i--) {
            if (open.get(i).plain.stat().links() == 0 || choice.nextInt(40) == 0) {
                open.remove(i).close();
            }
        }
        if (open.size() < HANDLES && choice.nextInt(5) == 0) {
            Handles from = open.get(choice.nextInt(open.size()));
            String path = RandomOperation.anyPath(choice);
            try {
                Directory plain = (Directory) from.plain.open(path, Requests.DIRECTORY);
                open.add(new Handles(plain, (Directory) from.overlay.open(path, Requests.DIRECTORY)));
            } catch (ErrnoException e) {
                assertEquals(
                        e.errno(),
                        assertThrows(ErrnoException.class, () -> from.overlay.open(path, Requests.DIRECTORY))
                                .errno(),
                        where);
            }
        }
    }

    /** As the next run of a container does: the layers alone tell what there is. */
    private static void reopen(List<Handles> open, Implementation layers, Path lower, Path upper, Random choice) {
        if (choice.nextInt(4) == 0) {
            Directory plain = open.getFirst().plain;
            open.getFirst().overlay.close();
            for (Handles other : open.subList(1, open.size())) {
                other.close();
            }
            open.clear();
            open.add(new Handles(
                    plain,
                    ConfinedFileSystem.overlay(layers.open(lower, false, NONE), layers.open(upper, true, NONE))));
        }
    }

    private static Map<String, String> tree(Directory root) {
        Map<String, String> tree = new TreeMap<>();
        add("", root, tree);
        return tree;
    }

    private static void add(String path, Directory directory, Map<String, String> to) {
        for (DirectoryEntry entry : directory.list().subList(2, directory.list().size())) {
            String name = path + "/" + entry.name();
            switch (entry.type()) {
                case DIRECTORY -> {
                    to.put(name, "directory");
                    Directory below = (Directory) directory.open(entry.name(), Requests.DIRECTORY);
                    add(name, below, to);
                    below.close();
                }
                case REGULAR_FILE -> {
                    OpenFile file = (OpenFile) directory.open(entry.name(), Requests.READ);
                    to.put(name, "file " + Contents.of(file));
                    file.close();
                }
                default -> to.put(name, "-> " + directory.readLink(entry.name()));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file)),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
