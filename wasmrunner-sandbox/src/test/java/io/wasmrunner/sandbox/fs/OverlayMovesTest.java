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
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What moves in an overlay, what is open meanwhile, and its limits. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"NATIVE", "PORTABLE"})
final class OverlayMovesTest extends OverlayLab {
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
