package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** No operation leaves a host descriptor behind, whether it works or fails. */
@OnEveryFileSystem
@EnabledOnOs(OS.LINUX)
class DescriptorLeakTest {
    private static final int ROUNDS = 50;

    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private static long descriptors() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void the_number_of_descriptors_is_the_same_after_every_operation() throws IOException {
        Files.createSymbolicLink(host.resolve("out"), Path.of(".."));
        Directory root = implementation.writable(host);
        round(root);
        long before = descriptors();
        for (int i = 0; i < ROUNDS; i++) {
            round(root);
        }
        // Other threads of the JVM may open a file now and then; a leak would be ROUNDS at least.
        long leaked = descriptors() - before;
        assertEquals(0, leaked / ROUNDS, () -> leaked + " descriptors more than before");
        root.close();
    }

    private void round(Directory root) {
        FileTimes now = new FileTimes(new FileTimes.Now(), new FileTimes.Now());
        root.createDirectory("dir");
        Opened dir = root.open("dir", Requests.DIRECTORY);
        OpenFile file = (OpenFile) root.open("file", Requests.CREATE_NEW);
        Contents.write(file, "x");
        root.stat("file", true);
        root.setTimes("file", true, now);
        root.link("file", false, (Directory) dir, "second");
        root.symlink("file", "link");
        root.readLink("link");
        root.rename("link", (Directory) dir, "link");
        root.list();
        ((Directory) dir).list();
        for (Runnable failing : failures(root)) {
            assertThrows(ErrnoException.class, failing::run);
        }
        root.unlink("dir/link");
        root.unlink("dir/second");
        root.unlink("file");
        root.removeDirectory("dir");
        file.close();
        dir.close();
    }

    private Runnable[] failures(Directory root) {
        return new Runnable[] {
            () -> root.open("out/x", Requests.READ),
            () -> root.open("missing", Requests.READ),
            () -> root.open("file", Requests.CREATE_NEW),
            () -> root.open("file/", Requests.READ),
            () -> root.open("dir", Requests.WRITE),
            () -> root.open("n".repeat(300), Requests.CREATE),
            () -> root.stat("out/x", true),
            () -> root.rename("file", root, "out/x"),
            () -> root.rename("missing", root, "x"),
            () -> root.link("file", false, root, "dir/second"),
            () -> root.createDirectory("dir"),
            () -> root.removeDirectory("dir"),
            () -> root.unlink("dir"),
            () -> root.readLink("file"),
            () -> root.symlink("x", "file"),
            () -> implementation.writable(host.resolve("file")),
        };
    }
}
