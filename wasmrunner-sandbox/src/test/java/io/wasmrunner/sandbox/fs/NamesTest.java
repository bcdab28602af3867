package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Making, removing, moving and listing names. */
@OnEveryFileSystem
class NamesTest {
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

    @Test
    void directories_are_made_and_removed_with_and_without_a_slash() {
        root.createDirectory("made");
        root.createDirectory("made/inner/");
        fails(Errno.EXIST, () -> root.createDirectory("made"));
        fails(Errno.EXIST, () -> root.createDirectory("file"));
        fails(Errno.EXIST, () -> root.createDirectory("."));
        fails(Errno.EXIST, () -> root.createDirectory("made/.."));
        fails(Errno.NOENT, () -> root.createDirectory("missing/made"));
        fails(Errno.NOTDIR, () -> root.createDirectory("file/made"));
        fails(Errno.NOTEMPTY, () -> root.removeDirectory("made"));
        root.removeDirectory("made/inner");
        root.removeDirectory("made/");
        assertFalse(implementation.exists(root, host, "made"));
    }

    @Test
    void removing_what_is_no_directory_as_one_fails() throws IOException {
        Files.createSymbolicLink(host.resolve("link"), Path.of("dir"));
        fails(Errno.NOTDIR, () -> root.removeDirectory("file"));
        fails(Errno.NOTDIR, () -> root.removeDirectory("file/"));
        fails(Errno.NOTDIR, () -> root.removeDirectory("link"));
        fails(Errno.NOTDIR, () -> root.removeDirectory("link/"));
        fails(Errno.NOENT, () -> root.removeDirectory("missing"));
        fails(Errno.INVAL, () -> root.removeDirectory("dir/."));
        fails(Errno.NOTEMPTY, () -> root.removeDirectory("dir/.."));
        assertTrue(implementation.exists(root, host, "dir"));
    }

    @Test
    void unlinking_takes_files_and_links_but_no_directories() throws IOException {
        Files.createSymbolicLink(host.resolve("link"), Path.of("dir"));
        fails(Errno.ISDIR, () -> root.unlink("dir"));
        fails(Errno.ISDIR, () -> root.unlink("dir/"));
        fails(Errno.ISDIR, () -> root.unlink("."));
        fails(Errno.NOTDIR, () -> root.unlink("file/"));
        fails(Errno.NOTDIR, () -> root.unlink("link/"));
        fails(Errno.NOENT, () -> root.unlink("missing"));
        root.unlink("link");
        root.unlink("file");
        assertEquals(Set.of("dir"), implementation.names(root, host, "."));
    }

    @Test
    void a_file_is_renamed_over_another() throws IOException {
        Files.writeString(host.resolve("other"), "other");
        root.rename("file", root, "other");
        assertEquals("bytes", implementation.text(root, host, "other"));
        root.rename("other", root, "dir/moved");
        assertEquals("bytes", implementation.text(root, host, "dir/moved"));
        fails(Errno.NOENT, () -> root.rename("missing", root, "x"));
        fails(Errno.NOENT, () -> root.rename("dir", root, "missing/x"));
        fails(Errno.INVAL, () -> root.rename("dir", root, "dir/inner"));
        fails(Errno.BUSY, () -> root.rename("dir/.", root, "x"));
        fails(Errno.BUSY, () -> root.rename("dir", root, "."));
    }

    @Test
    void a_directory_is_renamed_over_an_empty_one_only() throws IOException {
        Files.createDirectories(host.resolve("full/inner"));
        root.rename("full", root, "dir");
        assertEquals(Set.of("inner"), implementation.names(root, host, "dir"));
        root.createDirectory("empty");
        fails(Errno.NOTEMPTY, () -> root.rename("empty", root, "dir"));
        fails(Errno.NOTDIR, () -> root.rename("empty", root, "file"));
        fails(Errno.ISDIR, () -> root.rename("file", root, "empty"));
    }

    @Test
    void slashes_behind_a_renamed_name_demand_a_directory() {
        root.rename("dir/", root, "one");
        root.rename("one", root, "two/");
        root.rename("two/", root, "three/");
        root.rename("three", root, "dir");
        fails(Errno.NOTDIR, () -> root.rename("file/", root, "x"));
        fails(Errno.NOTDIR, () -> root.rename("file", root, "x/"));
    }

    @Test
    void a_name_moves_between_two_mounts(@TempDir Path elsewhere) throws IOException {
        Directory other = implementation.writable(elsewhere);
        if (implementation.isOverlay()) {
            fails(Errno.XDEV, () -> root.rename("file", other, "moved"));
            fails(Errno.XDEV, () -> root.link("file", false, other, "moved"));
            other.close();
            return;
        }
        root.rename("file", other, "moved");
        assertEquals("bytes", Files.readString(elsewhere.resolve("moved")));
        other.link("moved", false, root, "back");
        assertEquals("bytes", implementation.text(root, host, "back"));
        other.close();
    }

    @Test
    void a_hard_link_is_the_same_file() {
        root.link("file", false, root, "dir/second");
        FileStat first = root.stat("file", false);
        FileStat second = root.stat("dir/second", false);
        assertEquals(first, second);
        assertEquals(2, first.links());
    }

    @Test
    void hard_links_fail_as_posix_says() throws IOException {
        fails(Errno.EXIST, () -> root.link("file", false, root, "dir"));
        fails(Errno.EXIST, () -> root.link("file", false, root, "file"));
        fails(Errno.NOENT, () -> root.link("missing", false, root, "x"));
        fails(Errno.NOENT, () -> root.link("file", false, root, "x/"));
        fails(Errno.NOTDIR, () -> root.link("file", false, root, "file/"));
        fails(Errno.EXIST, () -> root.link("file", false, root, "dir/"));
        fails(Errno.NOTDIR, () -> root.link("file/", false, root, "x"));
        fails(Errno.PERM, () -> root.link("dir", false, root, "x"));
        fails(Errno.PERM, () -> root.link("dir/", false, root, "x"));
        fails(Errno.INVAL, () -> root.link("file", true, root, "x"));
        assertEquals(Set.of("file", "dir"), implementation.names(root, host, "."));
    }

    @Test
    void a_hard_link_to_a_symbolic_link_is_a_link_as_well() throws IOException {
        Files.createSymbolicLink(host.resolve("dangling"), Path.of("target"));
        root.link("dangling", false, root, "second");
        assertEquals("target", root.readLink("second"));
    }

    @Test
    void symbolic_links_are_made_and_read() throws IOException {
        root.symlink("file", "link");
        root.symlink("no/such/../target/", "dir/dangling");
        assertEquals("file", root.readLink("link"));
        if (!implementation.keepsHost()) {
            assertEquals("file", Files.readSymbolicLink(host.resolve("link")).toString());
        }
        assertTrue(root.readLink("dir/dangling").startsWith("no/such/../target"));
        fails(Errno.INVAL, () -> root.readLink("file"));
        fails(Errno.INVAL, () -> root.readLink("dir"));
        fails(Errno.NOENT, () -> root.readLink("missing"));
    }

    @Test
    void symbolic_links_fail_as_posix_says() {
        fails(Errno.EXIST, () -> root.symlink("x", "file"));
        fails(Errno.EXIST, () -> root.symlink("x", "dir"));
        fails(Errno.EXIST, () -> root.symlink("x", "dir/"));
        fails(Errno.NOTDIR, () -> root.symlink("x", "file/"));
        fails(Errno.NOENT, () -> root.symlink("x", "missing/"));
        fails(Errno.NOENT, () -> root.symlink("", "link"));
    }

    @Test
    void a_listing_starts_with_the_dots_and_names_everything_once() throws IOException {
        Files.createSymbolicLink(host.resolve("link"), Path.of("file"));
        for (int i = 0; i < 2000; i++) {
            Files.createFile(host.resolve("dir/a-file-with-a-rather-long-name-" + i));
        }
        List<DirectoryEntry> entries = root.list();
        assertEquals(".", entries.get(0).name());
        assertEquals("..", entries.get(1).name());
        assertEquals(root.stat().inode(), entries.get(0).inode());
        assertEquals(
                "[dir DIRECTORY, file REGULAR_FILE, link SYMBOLIC_LINK]",
                entries.stream()
                        .skip(2)
                        .map(entry -> entry.name() + " " + entry.type())
                        .collect(Collectors.toCollection(TreeSet::new))
                        .toString());
        for (DirectoryEntry entry : entries.subList(2, entries.size())) {
            assertEquals(root.stat(entry.name(), false).inode(), entry.inode());
        }
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        Set<String> names = dir.list().stream().map(DirectoryEntry::name).collect(Collectors.toSet());
        assertEquals(2002, names.size());
        assertEquals(2002, dir.list().size());
        assertEquals(root.stat().inode(), dir.list().get(1).inode());
        dir.close();
    }

    @Test
    void a_removed_directory_that_is_open_takes_no_new_names() {
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        root.removeDirectory("dir");
        fails(Errno.NOENT, () -> dir.open("x", Requests.CREATE));
        if (implementation.isNative()) {
            // Through java.nio a directory is known by its inode alone, which the new one may get again.
            root.createDirectory("dir");
            fails(Errno.NOENT, () -> dir.createDirectory("x"));
            assertFalse(implementation.exists(root, host, "dir/x"));
        }
        dir.close();
    }
}
