package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same random operations on both file systems: each must answer as the other, down to the errno. */
class AgreementTest {
    private static final int OPERATIONS = 3000;
    private static final List<String> PATHS = List.of(
            "a",
            "b",
            "d",
            "d/a",
            "d/b",
            "d/e",
            "d/e/a",
            "l",
            "l/a",
            "l/",
            "a/",
            "d/",
            "d/e/",
            "./a",
            "d/./b",
            "d/..",
            "d/../a",
            "..",
            "../x",
            "d/../../x",
            ".",
            "./",
            "d/.",
            "",
            "/a",
            "a//b",
            "d//a",
            "l/..",
            "l/../a",
            "m",
            "m/a");
    /** None ends in a slash: java.nio drops it from the link it makes. */
    private static final List<String> TARGETS =
            List.of("a", "d", "d/e", "..", "../d", "../../x", ".", "missing", "l", "m", "d/../a");

    private static final List<OpenRequest> REQUESTS = List.of(
            Requests.READ,
            Requests.READ_NO_FOLLOW,
            Requests.DIRECTORY,
            Requests.WRITE,
            Requests.CREATE,
            Requests.CREATE_NEW,
            Requests.REWRITE,
            Requests.TRUNCATE_READING,
            Requests.TOUCH);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void both_answer_alike(long seed, @TempDir Path first, @TempDir Path second) throws IOException {
        assumeTrue(ConfinedFileSystem.nativeAvailable(), "no native library here");
        Directory kernel = Implementation.NATIVE.writable(Files.createDirectory(first.resolve("mount")));
        Directory portable = Implementation.PORTABLE.writable(Files.createDirectory(second.resolve("mount")));
        Random choice = new Random(seed);
        for (int i = 0; i < OPERATIONS; i++) {
            Operation operation = Operation.random(choice);
            String expected = operation.answer(kernel);
            assertEquals(expected, operation.answer(portable), "operation " + i + ": " + operation);
        }
        assertEquals(Set.of("mount"), Contents.names(first));
        assertEquals(Set.of("mount"), Contents.names(second));
        kernel.close();
        portable.close();
    }

    private record Operation(String name, String path, String other, OpenRequest request, boolean follow) {
        private static final List<String> NAMES = List.of(
                "open",
                "open",
                "stat",
                "createDirectory",
                "createDirectory",
                "removeDirectory",
                "unlink",
                "symlink",
                "readLink",
                "link",
                "rename",
                "rename",
                "list");

        static Operation random(Random choice) {
            String name = pick(NAMES, choice);
            return new Operation(
                    name,
                    pick(PATHS, choice),
                    pick(name.equals("symlink") ? TARGETS : PATHS, choice),
                    pick(REQUESTS, choice),
                    choice.nextBoolean());
        }

        private static <T> T pick(List<T> from, Random choice) {
            return from.get(choice.nextInt(from.size()));
        }

        String answer(Directory root) {
            return guarded(() -> switch (name) {
                case "open" -> opened(root.open(path, request));
                case "stat" -> shown(root.stat(path, follow));
                case "createDirectory" -> done(() -> root.createDirectory(path));
                case "removeDirectory" -> done(() -> root.removeDirectory(path));
                case "unlink" -> done(() -> root.unlink(path));
                case "symlink" -> done(() -> root.symlink(other, path));
                case "readLink" -> root.readLink(path);
                case "link" -> done(() -> root.link(path, false, root, other));
                case "rename" -> done(() -> root.rename(path, root, other));
                default -> names(root);
            });
        }

        private static String guarded(Supplier<String> operation) {
            try {
                return operation.get();
            } catch (ErrnoException e) {
                return e.errno() + (e.refusal().isPresent() ? " refused" : "");
            }
        }

        private static String opened(Opened opened) {
            String shown = shown(opened.stat());
            opened.close();
            return shown;
        }

        private static String shown(FileStat stat) {
            return stat.type() + (stat.type() == FileType.REGULAR_FILE ? " " + stat.size() + " " + stat.links() : "");
        }

        private static String done(Runnable operation) {
            operation.run();
            return "done";
        }

        private static String names(Directory directory) {
            return directory.list().stream()
                    .map(entry -> entry.name() + " " + entry.type())
                    .collect(Collectors.toCollection(TreeSet::new))
                    .toString();
        }
    }
}
