package io.wasmrunner.sandbox.fs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * A thread of the host swaps a directory and a link that leads out, while a guest opens a file through that name. The
 * portable file system takes part because its open walks from descriptor to descriptor where java.nio can
 * (SecureDirectoryStream); its other operations look before they act, and such a thread could lead them out.
 */
@OnEveryFileSystem
class SwappingTest {
    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private Path mount;

    @BeforeEach
    void lay_out() throws IOException {
        mount = Files.createDirectory(host.resolve("mount"));
        Files.createDirectory(host.resolve("outside"));
        Files.writeString(host.resolve("outside/file"), "outside");
        Files.createDirectory(mount.resolve("real"));
        Files.writeString(mount.resolve("real/file"), "inside");
        Files.createSymbolicLink(mount.resolve("evil"), Path.of("../outside"));
    }

    @Tag("attack-14")
    @Test
    void five_thousand_opens_never_read_an_outside_byte() throws Exception {
        open(5_000);
    }

    @Tag("attack-14")
    @Test
    @Tag("stress")
    void a_hundred_thousand_opens_never_read_an_outside_byte() throws Exception {
        open(100_000);
    }

    @Test
    void changes_are_never_made_outside() throws Exception {
        assumeTrue(implementation.isNative(), "java.nio looks before it acts, see the class's comment");
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean swapped = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> swap(done, swapped));
        Directory root = implementation.writable(mount);
        int made = 0;
        int failed = 0;
        try {
            for (int i = 0; i < 3_000 || made == 0 || failed == 0 || !swapped.get(); i++) {
                String name = "name/made" + i;
                try {
                    root.createDirectory(name);
                    made++;
                    root.rename(name, root, name + "moved");
                    root.symlink("target", name);
                    root.unlink("name/file");
                } catch (ErrnoException e) {
                    failed++;
                }
            }
        } finally {
            done.set(true);
            swapper.join();
            root.close();
        }
        assertEquals(Set.of("file"), Contents.names(host.resolve("outside")));
    }

    private void open(int times) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        AtomicBoolean swapped = new AtomicBoolean();
        Thread swapper = Thread.ofPlatform().start(() -> swap(done, swapped));
        Directory root = implementation.writable(mount);
        int inside = 0;
        int refused = 0;
        try {
            // Past the count, until both states of the name were met: else nothing was tested.
            for (int i = 0; i < times || inside == 0 || refused == 0 || !swapped.get(); i++) {
                try {
                    OpenFile file = assertInstanceOf(OpenFile.class, root.open("name/file", Requests.READ));
                    assertEquals("inside", Contents.of(file));
                    file.close();
                    inside++;
                } catch (ErrnoException e) {
                    refused++;
                }
            }
        } finally {
            done.set(true);
            swapper.join();
            root.close();
        }
        assertTrue(inside > 0 && refused > 0);
    }

    private void swap(AtomicBoolean done, AtomicBoolean swapped) {
        Path name = mount.resolve("name");
        try {
            while (!done.get()) {
                Files.move(mount.resolve("real"), name, StandardCopyOption.ATOMIC_MOVE);
                Files.move(name, mount.resolve("real"), StandardCopyOption.ATOMIC_MOVE);
                Files.move(mount.resolve("evil"), name, StandardCopyOption.ATOMIC_MOVE);
                Files.move(name, mount.resolve("evil"), StandardCopyOption.ATOMIC_MOVE);
                swapped.set(true);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
