package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.quota.Meter;
import io.wasmrunner.sandbox.quota.Quota;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What only an overlay does: whiteouts, copying up, moving between layers, hard links, opaque directories. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"NATIVE", "PORTABLE"})
class OverlayTest {
    @Parameter
    Implementation layers;

    @TempDir
    Path host;

    private Path lower;
    private Path upper;
    private final Meter disk = new Meter(Quota.DISK, 0);
    private Directory root;

    @BeforeEach
    void lay_out() throws IOException {
        lower = Files.createDirectory(host.resolve("lower"));
        upper = Files.createDirectory(host.resolve("upper"));
        Files.createDirectories(lower.resolve("dir/deep"));
        Files.writeString(lower.resolve("dir/file"), "below");
        Files.writeString(lower.resolve("dir/deep/leaf"), "leaf");
        root = overlay(disk);
    }

    private Directory overlay(Meter meter) {
        return ConfinedFileSystem.overlay(
                layers.open(lower, false, new Meter(Quota.DISK, 0)), layers.open(upper, true, meter));
    }

    @AfterEach
    void close() {
        root.close();
    }

    private String read(String path) {
        OpenFile file = assertInstanceOf(OpenFile.class, root.open(path, Requests.READ));
        String text = Contents.of(file);
        file.close();
        return text;
    }

    private void write(String path, String text) {
        write(root, path, text);
    }

    private static void write(Directory directory, String path, String text) {
        OpenFile file = assertInstanceOf(OpenFile.class, directory.open(path, Requests.REWRITE));
        Contents.write(file, text);
        file.close();
    }

    private Directory directory(String path) {
        return assertInstanceOf(Directory.class, root.open(path, Requests.DIRECTORY));
    }

    private static Set<String> names(Directory directory) {
        List<String> names = new ArrayList<>();
        directory.list().forEach(entry -> names.add(entry.name()));
        assertEquals(List.of(".", ".."), names.subList(0, 2));
        Set<String> sorted = new TreeSet<>(names.subList(2, names.size()));
        assertEquals(names.size() - 2, sorted.size(), "a name was listed twice");
        return sorted;
    }

    @Test
    void a_change_is_made_to_a_copy() throws IOException {
        Files.setLastModifiedTime(lower.resolve("dir"), FileTime.fromMillis(5000));
        OpenFile file = assertInstanceOf(OpenFile.class, root.open("dir/file", Requests.READ_WRITE));
        assertEquals(1, Contents.write(file, "B"));
        file.close();
        assertEquals("Below", read("dir/file"));
        assertEquals("below", Files.readString(lower.resolve("dir/file")));
        assertEquals("Below", Files.readString(upper.resolve("dir/file")));
        assertEquals(Set.of("dir"), Contents.names(upper));
        assertEquals(Set.of("file"), Contents.names(upper.resolve("dir")));
        assertEquals(FileTime.fromMillis(5000), Files.getLastModifiedTime(upper.resolve("dir")));
    }

    @Test
    void a_copy_keeps_times_and_the_right_to_execute() throws IOException {
        Path program = lower.resolve("dir/program");
        Files.writeString(program, "#!");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("r-xr-xr-x"));
        Files.setPosixFilePermissions(lower.resolve("dir"), PosixFilePermissions.fromString("r-xr-x---"));
        Files.setLastModifiedTime(program, FileTime.fromMillis(1000));
        root.link("dir/program", false, root, "dir/second");
        assertEquals(FileTime.fromMillis(1000), Files.getLastModifiedTime(upper.resolve("dir/program")));
        assertEquals(
                "rwxr-xr-x",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(upper.resolve("dir/program"))));
        assertEquals("rwxr-x---", PosixFilePermissions.toString(Files.getPosixFilePermissions(upper.resolve("dir"))));
        assertEquals(2, root.stat("dir/program", false).links());
        write("dir/second", "both");
        assertEquals("both", read("dir/program"));
    }

    @Test
    void setting_times_copies_up_files_links_and_directories() throws IOException {
        Files.createSymbolicLink(lower.resolve("link"), Path.of("/absolute"));
        FileTimes times = new FileTimes(new FileTimes.Keep(), new FileTimes.At(7_000_000_000L));
        for (String path : List.of("dir/deep/leaf", "link", "dir")) {
            root.setTimes(path, false, times);
            assertEquals(7_000_000_000L, root.stat(path, false).modified(), path);
        }
        assertEquals("leaf", Files.readString(upper.resolve("dir/deep/leaf")));
        assertEquals(Path.of("/absolute"), Files.readSymbolicLink(upper.resolve("link")));
        root.setTimes(times);
        assertEquals(7_000_000_000L, root.stat().modified());
    }

    @Test
    void a_file_open_for_reading_keeps_what_it_was() throws IOException {
        OpenFile before = assertInstanceOf(OpenFile.class, root.open("dir/file", Requests.READ));
        write("dir/file", "other");
        assertEquals("below", Contents.of(before));
        assertEquals("other", read("dir/file"));
        fails(Errno.STALE, () -> before.setTimes(new FileTimes(new FileTimes.Now(), new FileTimes.Now())));
        before.close();
        OpenFile leaf = assertInstanceOf(OpenFile.class, root.open("dir/deep/leaf", Requests.READ));
        leaf.setTimes(new FileTimes(new FileTimes.Keep(), new FileTimes.At(9_000_000_000L)));
        assertEquals(9_000_000_000L, leaf.stat().modified());
        assertEquals(9_000_000_000L, root.stat("dir/deep/leaf", false).modified());
        assertEquals("leaf", Contents.of(leaf));
        fails(Errno.INVAL, () -> leaf.setSize(1));
        fails(Errno.BADF, () -> leaf.allocate(0, 1));
        leaf.close();
        assertEquals("leaf", Files.readString(lower.resolve("dir/deep/leaf")));
    }

    @Test
    void truncating_copies_no_content() {
        root.open("dir/file", Requests.REWRITE).close();
        assertEquals(0, root.stat("dir/file", false).size());
        assertEquals(0, disk.used());
    }

    @Test
    void what_is_removed_leaves_a_whiteout_and_what_is_made_again_starts_empty() throws IOException {
        root.unlink("dir/file");
        assertTrue(Files.exists(upper.resolve("dir/.wh.file")));
        assertEquals(0, Files.size(upper.resolve("dir/.wh.file")));
        fails(Errno.NOENT, () -> root.stat("dir/file", false));
        fails(Errno.NOTEMPTY, () -> root.removeDirectory("dir"));
        root.unlink("dir/deep/leaf");
        root.removeDirectory("dir/deep");
        root.removeDirectory("dir");
        assertEquals(Set.of(), names(root));
        assertEquals(Set.of(".wh.dir"), Contents.names(upper));
        root.createDirectory("dir");
        assertEquals(Set.of(), names(directory("dir")));
        fails(Errno.NOENT, () -> root.stat("dir/file", false));
        write("dir/file", "new");
        assertEquals("new", read("dir/file"));
        root.unlink("dir/file");
        root.removeDirectory("dir");
        assertEquals(Set.of(), names(root));
        assertTrue(Files.exists(lower.resolve("dir/deep/leaf")));
    }

    @Test
    void whiteouts_and_opaque_directories_of_others_are_understood() throws IOException {
        Files.createDirectories(upper.resolve("dir/deep"));
        Files.createFile(upper.resolve("dir/.wh.file"));
        Files.createFile(upper.resolve("dir/deep/.wh..wh..opq"));
        Files.writeString(upper.resolve("dir/deep/new"), "new");
        assertEquals(Set.of("deep"), names(directory("dir")));
        assertEquals(Set.of("new"), names(directory("dir/deep")));
        fails(Errno.NOENT, () -> root.open("dir/file", Requests.READ));
        fails(Errno.NOENT, () -> root.open("dir/deep/leaf", Requests.READ));
        Files.createFile(upper.resolve(".wh..wh..opq"));
        Directory again = overlay(disk);
        fails(Errno.NOENT, () -> again.open("dir/file", Requests.READ));
        again.close();
    }

    @Test
    void hidden_names_are_neither_seen_nor_made() throws IOException {
        Files.writeString(lower.resolve(".wh.hidden"), "x");
        Files.writeString(upper.resolve(".wh..wh.tmp.1"), "x");
        Files.createDirectory(lower.resolve("dir/.wh.folder"));
        assertEquals(Set.of("dir"), names(root));
        assertEquals(Set.of("deep", "file"), names(directory("dir")));
        fails(Errno.NOENT, () -> root.open(".wh.hidden", Requests.READ));
        fails(Errno.NOENT, () -> root.stat("dir/.wh.folder/x", false));
        fails(Errno.NOENT, () -> root.unlink(".wh.hidden"));
        fails(Errno.NOENT, () -> root.removeDirectory("dir/.wh.folder"));
        fails(Errno.NOENT, () -> root.rename(".wh.hidden", root, "x"));
        refused(Errno.PERM, () -> root.open(".wh.hidden", Requests.CREATE));
        refused(Errno.PERM, () -> root.createDirectory("dir/.wh.file"));
        refused(Errno.PERM, () -> root.symlink("x", ".wh.dir"));
        refused(Errno.PERM, () -> root.link("dir/file", false, root, ".wh.dir"));
        refused(Errno.PERM, () -> root.rename("dir/file", root, ".wh..wh..opq"));
        Files.createSymbolicLink(lower.resolve("through"), Path.of(".wh.made"));
        refused(Errno.PERM, () -> root.open("through", Requests.CREATE));
        assertFalse(Files.exists(upper.resolve(".wh.made")));
    }

    @Test
    void a_link_in_one_layer_leads_through_the_other() throws IOException {
        Files.createDirectory(upper.resolve("top"));
        Files.createSymbolicLink(upper.resolve("top/link"), Path.of("../dir/deep"));
        Files.createSymbolicLink(lower.resolve("dir/back"), Path.of("../top"));
        assertEquals("leaf", read("top/link/leaf"));
        assertEquals("leaf", read("dir/back/link/leaf"));
        write("dir/back/link/new", "new");
        assertEquals("new", Files.readString(upper.resolve("dir/deep/new")));
    }

    @Tag("attack-4")
    @Test
    void layers_do_not_help_each_other_out() throws IOException {
        Files.writeString(host.resolve("secret"), "secret");
        Files.createSymbolicLink(upper.resolve("up"), Path.of("dir/out"));
        Files.createSymbolicLink(lower.resolve("dir/out"), Path.of("../.."));
        Files.createDirectories(upper.resolve("dir"));
        refused(Errno.PERM, () -> root.open("up/secret", Requests.READ));
        refused(Errno.PERM, () -> root.open("dir/out/secret", Requests.READ));
        refused(Errno.PERM, () -> root.open("up/made", Requests.CREATE));
        Directory dir = directory("dir");
        refused(Errno.PERM, () -> dir.open("../dir/file", Requests.READ));
        dir.close();
        Files.createSymbolicLink(upper.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(lower.resolve("b"), Path.of("a"));
        fails(Errno.LOOP, () -> root.open("a", Requests.READ));
    }

    @Test
    void a_directory_moves_with_all_that_is_in_it() throws IOException {
        Files.createSymbolicLink(lower.resolve("dir/link"), Path.of("/absolute"));
        write("dir/deep/new", "new");
        root.unlink("dir/file");
        root.rename("dir", root, "moved");
        assertEquals(Set.of("moved"), names(root));
        assertEquals(Set.of("deep", "link"), names(directory("moved")));
        assertEquals("leaf", read("moved/deep/leaf"));
        assertEquals("new", read("moved/deep/new"));
        root.createDirectory("dir");
        assertEquals(Set.of(), names(directory("dir")));
        root.rename("moved", root, "dir");
        assertEquals(Set.of("deep", "link"), names(directory("dir")));
        assertEquals(Path.of("/absolute"), Files.readSymbolicLink(upper.resolve("dir/link")));
        Directory again = overlay(disk);
        assertEquals(Set.of("dir"), names(again));
        again.close();
    }

    @Test
    void a_directory_that_is_too_large_is_not_moved() throws IOException {
        Path large = Files.createDirectory(lower.resolve("large"));
        for (int i = 0; i <= TreeCopyUp.MOST; i++) {
            Files.createFile(large.resolve("f" + i));
        }
        fails(Errno.XDEV, () -> root.rename("large", root, "moved"));
        assertEquals(Set.of(), Contents.names(upper));
        StringBuilder path = new StringBuilder("nested");
        for (int i = 0; i <= TreeCopyUp.DEEPEST + 1; i++) {
            path.append("/d");
        }
        Files.createDirectories(lower.resolve(path.toString()));
        fails(Errno.XDEV, () -> root.rename("nested", root, "moved"));
    }

    @Test
    void a_file_takes_the_place_of_one_in_the_other_layer() throws IOException {
        write("new", "new");
        root.rename("new", root, "dir/file");
        assertEquals("new", read("dir/file"));
        root.rename("dir/file", root, "dir/deep/leaf");
        fails(Errno.NOENT, () -> root.stat("dir/file", false));
        assertEquals("new", read("dir/deep/leaf"));
        root.unlink("dir/deep/leaf");
        fails(Errno.NOENT, () -> root.stat("dir/deep/leaf", false));
        fails(Errno.INVAL, () -> root.rename("dir", root, "dir/deep/x"));
        root.rename("dir", root, "dir");
        assertEquals("below", Files.readString(lower.resolve("dir/file")));
    }

    @Test
    void an_open_directory_sees_what_is_made_through_another() {
        Directory first = directory("dir/deep");
        Directory second = directory("dir/deep");
        write(second, "made", "made");
        assertEquals(Set.of("leaf", "made"), names(first));
        write(first, "leaf", "changed");
        OpenFile leaf = assertInstanceOf(OpenFile.class, second.open("leaf", Requests.READ));
        assertEquals("changed", Contents.of(leaf));
        leaf.close();
        first.close();
        second.close();
    }

    @Test
    void an_open_directory_never_becomes_another() {
        Directory deep = directory("dir/deep");
        root.unlink("dir/deep/leaf");
        root.removeDirectory("dir/deep");
        root.createDirectory("dir/deep");
        write("dir/deep/other", "other");
        fails(Errno.NOENT, () -> deep.open("other", Requests.READ));
        fails(Errno.NOENT, () -> deep.open("made", Requests.CREATE));
        deep.close();
    }

    @Tag("attack-15")
    @Test
    void an_open_directory_is_followed_when_it_or_one_above_moves() {
        Directory deep = directory("dir/deep");
        root.rename("dir", root, "moved");
        root.createDirectory("dir");
        root.createDirectory("dir/deep");
        if (layers == Implementation.NATIVE) {
            write(deep, "made", "made");
            assertEquals("made", read("moved/deep/made"));
            assertEquals(Set.of("leaf", "made"), names(deep));
        } else {
            // Through java.nio a directory is known by its path.
            fails(Errno.NOENT, () -> deep.open("made", Requests.CREATE));
        }
        assertEquals(Set.of(), names(directory("dir/deep")));
        deep.close();
    }

    @Test
    void another_user_of_the_layer_is_noticed() {
        Directory deep = directory("dir/deep");
        Directory other = overlay(disk);
        write(other, "dir/deep/made", "made");
        assertEquals(Set.of("leaf", "made"), names(deep));
        other.rename("dir", other, "moved");
        other.createDirectory("dir");
        other.createDirectory("dir/deep");
        write(other, "dir/deep/wrong", "wrong");
        if (layers == Implementation.NATIVE) {
            assertEquals(Set.of("leaf", "made"), names(deep));
        }
        fails(Errno.NOENT, () -> deep.open("wrong", Requests.READ));
        other.close();
        deep.close();
    }

    @Tag("attack-32")
    @Test
    void copies_count_against_the_disk_limit_and_leave_the_old_view_when_they_do_not_fit() throws IOException {
        Files.write(lower.resolve("dir/large"), "x".repeat(200_000).getBytes(StandardCharsets.UTF_8));
        Meter small = new Meter(Quota.DISK, 150_000);
        Directory limited = overlay(small);
        refused(Errno.DQUOT, () -> limited.open("dir/large", Requests.READ_WRITE));
        refused(Errno.DQUOT, () -> limited.rename("dir", limited, "moved"));
        assertEquals(200_000, limited.stat("dir/large", false).size());
        assertEquals("leaf", read("dir/deep/leaf"));
        assertFalse(Files.exists(upper.resolve("dir/large")));
        assertTrue(Contents.names(upper).stream().noneMatch(name -> name.startsWith(".wh.")), "a part was left");
        assertTrue(small.used() < 100, "what was not kept is not counted: " + small.used());
        limited.setTimes("dir/deep/leaf", false, new FileTimes(new FileTimes.Now(), new FileTimes.Now()));
        assertNotEquals(0, small.used());
        limited.close();
    }

    @Test
    void holes_stay_holes() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(lower.resolve("sparse").toFile(), "rw")) {
            file.seek(10 << 20);
            file.write('x');
            file.setLength(20 << 20);
        }
        root.open("sparse", Requests.READ_WRITE).close();
        assertEquals(-1, Files.mismatch(lower.resolve("sparse"), upper.resolve("sparse")));
        assertEquals(20 << 20, Files.size(upper.resolve("sparse")));
    }

    @Test
    void a_read_only_overlay_changes_nothing() throws IOException {
        Directory still = ConfinedFileSystem.overlay(layers.open(lower, false, disk), layers.open(upper, false, disk));
        refused(Errno.PERM, () -> still.open("dir/file", Requests.READ_WRITE));
        refused(Errno.PERM, () -> still.unlink("dir/file"));
        refused(Errno.PERM, () -> still.rename("dir", still, "moved"));
        refused(
                Errno.PERM,
                () -> still.setTimes("dir", false, new FileTimes(new FileTimes.Now(), new FileTimes.Now())));
        OpenFile file = assertInstanceOf(OpenFile.class, still.open("dir/file", Requests.READ));
        refused(Errno.PERM, () -> file.setTimes(new FileTimes(new FileTimes.Now(), new FileTimes.Now())));
        assertEquals("below", Contents.of(file));
        file.close();
        still.close();
        assertEquals(Set.of(), Contents.names(upper));
    }

    @Test
    void a_name_too_long_for_a_whiteout_stays() throws IOException {
        String name = "n".repeat(252);
        Files.writeString(lower.resolve(name), "x");
        fails(Errno.NAMETOOLONG, () -> root.unlink(name));
        assertEquals("x", read(name));
        assertTrue(Files.exists(lower.resolve(name), LinkOption.NOFOLLOW_LINKS));
    }
}
