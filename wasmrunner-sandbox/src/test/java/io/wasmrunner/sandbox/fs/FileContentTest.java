package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Reading, writing and sizing a file. */
@OnEveryFileSystem
class FileContentTest {
    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private Directory root;

    @BeforeEach
    void open() {
        root = implementation.writable(host);
    }

    @AfterEach
    void close() {
        root.close();
    }

    private OpenFile file(String path, OpenRequest request) {
        return assertInstanceOf(OpenFile.class, root.open(path, request));
    }

    @Test
    void reads_and_writes_move_the_offset() {
        OpenFile file = file("file", Requests.CREATE);
        assertEquals(6, Contents.write(file, "abcdef"));
        assertEquals(6, file.seek(0, OpenFile.Whence.CURRENT));
        assertEquals(2, file.seek(2, OpenFile.Whence.SET));
        byte[] got = new byte[5];
        assertEquals(3, file.read(got, 1, 3));
        assertEquals("\0cde\0", new String(got, StandardCharsets.UTF_8));
        assertEquals(1, file.read(got, 0, 5));
        assertEquals(0, file.read(got, 0, 5));
        file.close();
    }

    @Test
    void positioned_reads_and_writes_leave_the_offset() {
        OpenFile file = file("file", Requests.CREATE);
        Contents.write(file, "abcdef");
        assertEquals(2, file.pwrite(new byte[] {'X', 'Y'}, 0, 2, 1));
        assertEquals(6, file.seek(0, OpenFile.Whence.CURRENT));
        byte[] got = new byte[3];
        assertEquals(3, file.pread(got, 0, 3, 1));
        assertEquals("XYd", new String(got, StandardCharsets.UTF_8));
        assertEquals(0, file.pread(got, 0, 3, 100));
        fails(Errno.INVAL, () -> file.pread(got, 0, 3, -1));
        fails(Errno.INVAL, () -> file.pwrite(got, 0, 3, Long.MIN_VALUE));
        file.close();
    }

    @Test
    void seeking_goes_past_the_end_but_not_before_the_start() throws IOException {
        OpenFile file = file("file", Requests.CREATE);
        Contents.write(file, "abc");
        assertEquals(1, file.seek(-2, OpenFile.Whence.END));
        assertEquals(0, file.seek(-1, OpenFile.Whence.CURRENT));
        fails(Errno.INVAL, () -> file.seek(-1, OpenFile.Whence.CURRENT));
        fails(Errno.INVAL, () -> file.seek(-4, OpenFile.Whence.END));
        assertEquals(10, file.seek(7, OpenFile.Whence.END));
        Contents.write(file, "x");
        assertArrayEquals(
                "abc\0\0\0\0\0\0\0x".getBytes(StandardCharsets.UTF_8), implementation.bytes(root, host, "file"));
        file.close();
    }

    @Test
    void large_transfers_arrive_whole() throws IOException {
        byte[] bytes = new byte[1_000_003];
        new Random(4).nextBytes(bytes);
        OpenFile file = file("file", Requests.CREATE);
        assertEquals(bytes.length, file.write(bytes, 0, bytes.length));
        assertArrayEquals(bytes, implementation.bytes(root, host, "file"));
        byte[] got = new byte[bytes.length + 10];
        assertEquals(bytes.length, file.pread(got, 10, bytes.length, 0));
        assertArrayEquals(bytes, Arrays.copyOfRange(got, 10, got.length));
        file.close();
    }

    @Test
    void a_range_outside_the_array_is_refused_before_the_host_is_asked() {
        OpenFile file = file("file", Requests.CREATE);
        assertThrows(IndexOutOfBoundsException.class, () -> file.write(new byte[4], 2, 3));
        assertThrows(IndexOutOfBoundsException.class, () -> file.read(new byte[4], -1, 3));
        assertEquals(0, file.stat().size());
        file.close();
    }

    @Test
    void appending_goes_to_the_end_until_it_is_switched_off() throws IOException {
        Files.writeString(host.resolve("file"), "ab");
        OpenFile file = file("file", Requests.APPEND);
        assertTrue(file.appending());
        file.seek(0, OpenFile.Whence.SET);
        Contents.write(file, "c");
        assertEquals(3, file.seek(0, OpenFile.Whence.CURRENT));
        file.setAppending(false);
        assertFalse(file.appending());
        file.seek(0, OpenFile.Whence.SET);
        Contents.write(file, "X");
        file.setAppending(true);
        Contents.write(file, "d");
        assertEquals("Xbcd", implementation.text(root, host, "file"));
        file.close();
    }

    @Test
    void the_size_can_be_cut_and_extended() throws IOException {
        Files.writeString(host.resolve("file"), "abcdef");
        OpenFile file = file("file", Requests.READ_WRITE);
        file.seek(0, OpenFile.Whence.END);
        file.setSize(3);
        assertEquals("abc", implementation.text(root, host, "file"));
        assertEquals(6, file.seek(0, OpenFile.Whence.CURRENT));
        file.setSize(5);
        assertEquals("abc\0\0", implementation.text(root, host, "file"));
        fails(Errno.INVAL, () -> file.setSize(-1));
        file.close();
    }

    @Test
    void allocating_extends_and_never_cuts() {
        OpenFile file = file("file", Requests.CREATE);
        file.allocate(0, 100);
        assertEquals(100, file.stat().size());
        file.allocate(10, 10);
        assertEquals(100, file.stat().size());
        file.allocate(90, 20);
        assertEquals(110, file.stat().size());
        fails(Errno.INVAL, () -> file.allocate(0, 0));
        fails(Errno.INVAL, () -> file.allocate(-1, 5));
        fails(Errno.FBIG, () -> file.allocate(Long.MAX_VALUE, 5));
        file.close();
    }

    @Test
    void a_file_is_used_only_as_it_was_opened() throws IOException {
        Files.writeString(host.resolve("file"), "abc");
        OpenFile reading = file("file", Requests.READ);
        fails(Errno.BADF, () -> Contents.write(reading, "x"));
        fails(Errno.BADF, () -> reading.pwrite(new byte[1], 0, 1, 0));
        fails(Errno.INVAL, () -> reading.setSize(0));
        fails(Errno.BADF, () -> reading.allocate(0, 10));
        reading.close();
        OpenFile writing = file("file", Requests.WRITE);
        fails(Errno.BADF, () -> writing.read(new byte[1], 0, 1));
        fails(Errno.BADF, () -> writing.pread(new byte[1], 0, 1, 0));
        writing.close();
        assertEquals("abc", implementation.text(root, host, "file"));
    }

    @Test
    void a_removed_file_lives_on_while_it_is_open() {
        OpenFile file = file("file", Requests.CREATE);
        Contents.write(file, "abc");
        root.unlink("file");
        assertEquals("abc", Contents.of(file));
        assertEquals(3, file.stat().size());
        assertEquals(0, file.stat().links());
        file.close();
    }

    @Test
    void synchronous_files_and_syncing_work() throws IOException {
        OpenFile file = file("file", Requests.SYNC);
        Contents.write(file, "abc");
        file.sync(true);
        file.sync(false);
        root.sync(false);
        assertEquals("abc", implementation.text(root, host, "file"));
        file.close();
    }
}
