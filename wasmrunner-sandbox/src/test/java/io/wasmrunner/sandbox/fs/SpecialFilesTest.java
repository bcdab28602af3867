package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.failsWithOneOf;
import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Devices, FIFOs, sockets and magic links inside a mount: seen, never opened. */
@OnEveryFileSystem
@EnabledOnOs(OS.LINUX)
class SpecialFilesTest {
    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    @Tag("attack-17")
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void a_fifo_is_refused_without_waiting_for_its_other_end() throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", host.resolve("fifo").toString())
                        .start()
                        .waitFor());
        Directory root = implementation.writable(host);
        refused(Errno.ACCES, () -> root.open("fifo", Requests.READ));
        refused(Errno.ACCES, () -> root.open("fifo", Requests.WRITE));
        refused(Errno.ACCES, () -> root.open("fifo", Requests.READ_WRITE));
        refused(Errno.ACCES, () -> root.open("fifo", Requests.CREATE));
        assertEquals(FileType.FIFO, root.stat("fifo", true).type());
        root.close();
    }

    @Tag("attack-17")
    @Test
    void a_device_is_refused() {
        Directory dev = implementation.readOnly(Path.of("/dev"));
        assertEquals(FileType.CHARACTER_DEVICE, dev.stat("null", true).type());
        refused(Errno.ACCES, () -> dev.open("null", Requests.READ));
        refused(Errno.ACCES, () -> dev.open("zero", Requests.READ));
        refused(Errno.ACCES, () -> dev.open("tty", Requests.READ));
        dev.close();
        Directory writable = implementation.writable(Path.of("/dev"));
        refused(Errno.ACCES, () -> writable.open("null", Requests.WRITE));
        writable.close();
    }

    @Test
    void a_socket_is_refused() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(host.resolve("socket")));
            Directory root = implementation.writable(host);
            refused(Errno.ACCES, () -> root.open("socket", Requests.READ));
            assertEquals(FileType.SOCKET_STREAM, root.stat("socket", true).type());
            root.close();
        }
    }

    @Tag("attack-17")
    @Test
    void magic_links_of_proc_are_not_followed() throws IOException {
        Path open = Files.writeString(host.resolve("open"), "bytes");
        Directory self = implementation.readOnly(Path.of("/proc/self"));
        try (var channel = Files.newByteChannel(open)) {
            assertTrue(channel.isOpen());
            for (String path : new String[] {"cwd", "root", "exe", "root/etc/passwd", "fd/0"}) {
                failsWithOneOf(Set.of(Errno.LOOP, Errno.PERM, Errno.NOENT), () -> self.open(path, Requests.READ));
            }
        }
        self.close();
    }

    @Tag("attack-2")
    @Test
    void a_file_named_with_slashes_behind_it_is_no_directory() throws IOException {
        Files.writeString(host.resolve("file"), "bytes");
        Directory root = implementation.writable(host);
        fails(Errno.NOTDIR, () -> root.open("file/", Requests.READ));
        fails(Errno.NOTDIR, () -> root.open("file///", Requests.READ));
        fails(Errno.NOTDIR, () -> root.open("file/x", Requests.READ));
        fails(Errno.NOTDIR, () -> root.stat("file/", false));
        root.close();
    }

    @Tag("attack-2")
    @Test
    void text_that_is_no_path_never_reaches_the_host() throws IOException {
        Files.writeString(host.resolve("file"), "bytes");
        Directory root = implementation.writable(host);
        fails(Errno.INVAL, () -> root.open("file\0", Requests.READ));
        fails(Errno.INVAL, () -> root.stat("a\0b", true));
        fails(Errno.INVAL, () -> root.symlink("a\0b", "link"));
        fails(Errno.NOENT, () -> root.open("", Requests.READ));
        fails(Errno.ILSEQ, () -> root.open("\ud800", Requests.READ));
        fails(Errno.ILSEQ, () -> root.createDirectory("x\udc00"));
        fails(Errno.NAMETOOLONG, () -> root.open("n".repeat(256), Requests.CREATE));
        fails(Errno.NAMETOOLONG, () -> root.open("d/".repeat(55_000), Requests.READ));
        fails(Errno.NAMETOOLONG, () -> root.symlink("t".repeat(5000), "link"));
        root.open("n".repeat(255), Requests.CREATE).close();
        assertTrue(implementation.exists(root, host, "n".repeat(255)));
        root.close();
    }
}
