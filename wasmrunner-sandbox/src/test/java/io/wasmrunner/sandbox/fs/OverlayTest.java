package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What only an overlay does: whiteouts, copying up, moving between layers, hard links, opaque directories. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"NATIVE", "PORTABLE"})
class OverlayTest extends OverlayLab {
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
}
