package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.failsWithOneOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What opening a path gives, and how it fails. */
@OnEveryFileSystem
class OpeningTest {
    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private Directory root;

    @BeforeEach
    void open() throws IOException {
        Files.writeString(host.resolve("file"), "bytes");
        Files.createDirectory(host.resolve("dir"));
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
    void a_missing_file_says_so() {
        fails(Errno.NOENT, () -> root.open("missing", Requests.READ));
        fails(Errno.NOENT, () -> root.open("missing/x", Requests.CREATE));
        fails(Errno.NOENT, () -> root.open("missing", Requests.DIRECTORY));
    }

    @Test
    void creating_makes_a_file_and_opens_one_that_is_there() throws IOException {
        file("new", Requests.CREATE).close();
        assertEquals(0, implementation.bytes(root, host, "new").length);
        OpenFile there = file("file", Requests.CREATE);
        assertEquals("bytes", Contents.of(there));
        there.close();
        file("touched", Requests.TOUCH).close();
        assertTrue(implementation.exists(root, host, "touched"));
    }

    @Test
    void creating_exclusively_fails_on_one_that_is_there() {
        fails(Errno.EXIST, () -> root.open("file", Requests.CREATE_NEW));
        fails(Errno.EXIST, () -> root.open("dir", Requests.CREATE_NEW));
        file("new", Requests.CREATE_NEW).close();
        fails(Errno.EXIST, () -> root.open("new", Requests.CREATE_NEW));
    }

    @Test
    void truncating_empties_the_file_with_and_without_writing() throws IOException {
        file("file", Requests.TRUNCATE_READING).close();
        assertEquals(0, implementation.bytes(root, host, "file").length);
        Files.writeString(host.resolve("file"), "bytes");
        OpenFile file = file("file", Requests.REWRITE);
        assertEquals(0, file.stat().size());
        file.close();
    }

    @Test
    void a_directory_opens_as_one_and_is_not_written() {
        assertInstanceOf(Directory.class, root.open("dir", Requests.READ)).close();
        assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY)).close();
        assertInstanceOf(Directory.class, root.open("dir/", Requests.READ)).close();
        assertInstanceOf(Directory.class, root.open(".", Requests.READ)).close();
        fails(Errno.ISDIR, () -> root.open("dir", Requests.READ_WRITE));
        fails(Errno.ISDIR, () -> root.open("dir", Requests.WRITE));
        fails(
                Errno.ISDIR,
                () -> root.open(".", new OpenRequest(true, true, false, false, false, true, true, false, false)));
        fails(Errno.ISDIR, () -> root.open("new/", Requests.CREATE));
    }

    @Test
    void asking_for_a_directory_fails_on_a_file() {
        fails(Errno.NOTDIR, () -> root.open("file", Requests.DIRECTORY));
        OpenRequest making = new OpenRequest(true, false, true, false, false, true, true, false, false);
        fails(Errno.INVAL, () -> root.open("new", making));
    }

    @Test
    void links_are_followed_only_when_asked() throws IOException {
        Files.createSymbolicLink(host.resolve("tofile"), Path.of("file"));
        Files.createSymbolicLink(host.resolve("todir"), Path.of("dir"));
        Files.createSymbolicLink(host.resolve("dangling"), Path.of("target"));
        OpenFile file = file("tofile", Requests.READ);
        assertEquals("bytes", Contents.of(file));
        file.close();
        fails(Errno.LOOP, () -> root.open("tofile", Requests.READ_NO_FOLLOW));
        fails(Errno.LOOP, () -> root.open("todir", Requests.READ_NO_FOLLOW));
        fails(Errno.LOOP, () -> root.open("dangling", Requests.READ_NO_FOLLOW));
        failsWithOneOf(Set.of(Errno.LOOP, Errno.NOTDIR), () -> root.open("todir", Requests.DIRECTORY_NO_FOLLOW));
        failsWithOneOf(Set.of(Errno.LOOP, Errno.NOTDIR), () -> root.open("dangling", Requests.DIRECTORY_NO_FOLLOW));
        fails(Errno.NOTDIR, () -> root.open("tofile", Requests.DIRECTORY));
        assertInstanceOf(Directory.class, root.open("todir", Requests.DIRECTORY))
                .close();
        assertInstanceOf(Directory.class, root.open("todir/", Requests.READ)).close();
        fails(Errno.NOENT, () -> root.open("dangling", Requests.READ));
    }

    @Test
    void creating_through_a_link_that_dangles_inside_makes_its_target() throws IOException {
        Files.createSymbolicLink(host.resolve("dangling"), Path.of("dir/target"));
        file("dangling", Requests.CREATE).close();
        assertTrue(implementation.exists(root, host, "dir/target"));
    }

    @Test
    void closing_twice_is_harmless_and_use_after_closing_is_a_bad_descriptor() {
        OpenFile file = file("file", Requests.READ_WRITE);
        file.close();
        file.close();
        fails(Errno.BADF, () -> file.read(new byte[1], 0, 1));
        fails(Errno.BADF, () -> file.write(new byte[1], 0, 1));
        fails(Errno.BADF, () -> file.seek(0, OpenFile.Whence.SET));
        fails(Errno.BADF, file::stat);
        fails(Errno.BADF, () -> file.setSize(1));
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        dir.close();
        dir.close();
        fails(Errno.BADF, dir::list);
        fails(Errno.BADF, () -> dir.open("x", Requests.CREATE));
        fails(Errno.BADF, () -> dir.createDirectory("x"));
    }

    @Test
    void what_is_not_a_directory_cannot_be_mounted() {
        fails(Errno.NOTDIR, () -> implementation.writable(host.resolve("file")));
        fails(Errno.NOENT, () -> implementation.writable(host.resolve("missing")));
    }

    @Test
    void a_mount_may_be_named_by_a_link() throws IOException {
        Path link = Files.createSymbolicLink(host.resolve("mounted"), host.resolve("dir"));
        Directory mounted = implementation.writable(link);
        mounted.open("made", Requests.CREATE).close();
        assertTrue(implementation.exists(mounted, host.resolve("dir"), "made"));
        mounted.close();
    }
}
