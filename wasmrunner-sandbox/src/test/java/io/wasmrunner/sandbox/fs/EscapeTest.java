package io.wasmrunner.sandbox.fs;

import static io.wasmrunner.sandbox.fs.Failures.fails;
import static io.wasmrunner.sandbox.fs.Failures.failsWithOneOf;
import static io.wasmrunner.sandbox.fs.Failures.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Ways out of a mount. The host's own calls take every one of them, which the tests check beside the refusal. */
@OnEveryFileSystem
class EscapeTest {
    private static final FileTimes TO_ONE = new FileTimes(new FileTimes.At(1), new FileTimes.At(1));

    @Parameter
    Implementation implementation;

    @TempDir
    Path host;

    private Path mount;
    private Path secret;
    private Directory root;

    @BeforeEach
    void lay_out() throws IOException {
        mount = Files.createDirectory(host.resolve("mount"));
        Files.createDirectory(host.resolve("outside"));
        secret = Files.writeString(host.resolve("outside/secret"), "secret");
        Files.createDirectories(mount.resolve("dir/nested"));
        Files.writeString(mount.resolve("dir/nested/file"), "inside");
        root = implementation.writable(mount);
    }

    @AfterEach
    void close() {
        root.close();
    }

    @Tag("attack-1")
    @Test
    void an_absolute_path_is_refused() {
        refused(Errno.PERM, () -> root.open("/dir/nested/file", Requests.READ));
        refused(Errno.PERM, () -> root.stat(secret.toString(), true));
        refused(Errno.PERM, () -> root.createDirectory("/made"));
    }

    @Tag("attack-1")
    @Test
    void dots_past_the_root_are_refused_even_when_they_come_back() {
        assertTrue(Files.exists(mount.resolve("../outside/secret")));
        refused(Errno.PERM, () -> root.open("../outside/secret", Requests.READ));
        refused(Errno.PERM, () -> root.open("dir/nested/../../../mount/dir/nested/file", Requests.READ));
        refused(Errno.PERM, () -> root.open("..", Requests.DIRECTORY));
    }

    @Tag("attack-1")
    @Test
    void dots_that_stay_inside_work() {
        String path = "dir/.//nested/../../dir/nested/../nested///./file";
        OpenFile file = assertInstanceOf(OpenFile.class, root.open(path, Requests.READ));
        assertEquals("inside", Contents.of(file));
        file.close();
    }

    @Test
    void dots_as_the_last_component_reach_nothing_above_by_any_operation() throws IOException {
        FileTime before = Files.getLastModifiedTime(host);
        refused(Errno.PERM, () -> root.stat("..", false));
        refused(Errno.PERM, () -> root.setTimes("..", false, TO_ONE));
        refused(Errno.PERM, () -> root.setTimes("dir/../..", true, TO_ONE));
        refused(Errno.PERM, () -> root.removeDirectory(".."));
        refused(Errno.PERM, () -> root.removeDirectory("../outside"));
        refused(Errno.PERM, () -> root.unlink(".."));
        refused(Errno.PERM, () -> root.unlink("../outside/secret"));
        refused(Errno.PERM, () -> root.createDirectory(".."));
        refused(Errno.PERM, () -> root.createDirectory("../made"));
        refused(Errno.PERM, () -> root.symlink("target", "../made"));
        refused(Errno.PERM, () -> root.readLink(".."));
        refused(Errno.PERM, () -> root.rename("..", root, "taken"));
        refused(Errno.PERM, () -> root.rename("dir", root, ".."));
        refused(Errno.PERM, () -> root.rename("dir", root, "../taken"));
        refused(Errno.PERM, () -> root.rename("../outside/secret", root, "taken"));
        refused(Errno.PERM, () -> root.link("../outside/secret", false, root, "taken"));
        refused(Errno.PERM, () -> root.link("dir/nested/file", false, root, "../taken"));
        assertEquals(before, Files.getLastModifiedTime(host));
        assertTrue(Files.exists(secret));
    }

    @Tag("attack-3")
    @Test
    void a_final_symlink_to_an_absolute_path_is_refused_with_and_without_follow() throws IOException {
        Files.createSymbolicLink(mount.resolve("passwd"), Path.of("/etc/passwd"));
        assertTrue(Files.size(mount.resolve("passwd")) > 0);
        refused(Errno.PERM, () -> root.open("passwd", Requests.READ));
        refused(Errno.LOOP, () -> root.open("passwd", Requests.READ_NO_FOLLOW));
        refused(Errno.PERM, () -> root.open("passwd", Requests.WRITE));
    }

    @Tag("attack-3")
    @Test
    void a_final_symlink_by_dots_is_refused_with_and_without_follow() throws IOException {
        Files.createSymbolicLink(mount.resolve("link"), Path.of("../outside/secret"));
        assertEquals("secret", Files.readString(mount.resolve("link")));
        refused(Errno.PERM, () -> root.open("link", Requests.READ));
        refused(Errno.LOOP, () -> root.open("link", Requests.READ_NO_FOLLOW));
    }

    @Tag("attack-4")
    @Test
    void an_intermediate_symlink_that_leads_out_is_refused_for_every_operation() throws IOException {
        Files.createSymbolicLink(mount.resolve("out"), Path.of("../outside"));
        assertEquals("secret", Files.readString(mount.resolve("out/secret")));
        refused(Errno.PERM, () -> root.open("out/secret", Requests.READ_NO_FOLLOW));
        refused(Errno.PERM, () -> root.open("out/made", Requests.CREATE));
        refused(Errno.PERM, () -> root.stat("out/secret", false));
        refused(Errno.PERM, () -> root.setTimes("out/secret", false, TO_ONE));
        refused(Errno.PERM, () -> root.unlink("out/secret"));
        refused(Errno.PERM, () -> root.createDirectory("out/made"));
        refused(Errno.PERM, () -> root.removeDirectory("out/made"));
        refused(Errno.PERM, () -> root.symlink("x", "out/made"));
        refused(Errno.PERM, () -> root.readLink("out/secret"));
        refused(Errno.PERM, () -> root.rename("out/secret", root, "taken"));
        refused(Errno.PERM, () -> root.rename("dir", root, "out/dir"));
        refused(Errno.PERM, () -> root.link("out/secret", false, root, "taken"));
        refused(Errno.PERM, () -> root.link("dir/nested/file", false, root, "out/made"));
        assertEquals(Set.of("secret"), Contents.names(host.resolve("outside")));
    }

    @Tag("attack-5")
    @Test
    void an_escaping_symlink_with_a_slash_behind_it_is_refused() throws IOException {
        Files.createSymbolicLink(mount.resolve("out"), Path.of("../outside"));
        Files.createSymbolicLink(mount.resolve("outslash"), Path.of("../outside/"));
        for (String path : new String[] {"out/", "outslash", "outslash/", "out///"}) {
            refused(Errno.PERM, () -> root.open(path, Requests.DIRECTORY));
            refused(Errno.PERM, () -> root.stat(path, true));
        }
        refused(Errno.PERM, () -> root.open("out/", Requests.DIRECTORY_NO_FOLLOW));
        refused(Errno.PERM, () -> root.stat("out/", false));
        refused(Errno.PERM, () -> root.setTimes("out/", false, TO_ONE));
    }

    @Tag("attack-6")
    @Test
    void a_link_to_the_root_does_not_help_dots_out() throws IOException {
        Files.createSymbolicLink(mount.resolve("link"), Path.of("."));
        assertTrue(Files.exists(mount.resolve("link/../outside/secret")));
        refused(Errno.PERM, () -> root.open("link/../outside/secret", Requests.READ));
        Files.createSymbolicLink(mount.resolve("dir/up"), Path.of("../.."));
        refused(Errno.PERM, () -> root.open("dir/up/outside/secret", Requests.READ));
    }

    @Tag("attack-7")
    @Test
    void stat_and_set_times_do_not_follow_an_escaping_link() throws IOException {
        Files.createSymbolicLink(mount.resolve("link"), Path.of("../outside/secret"));
        FileTime before = Files.getLastModifiedTime(secret);
        refused(Errno.PERM, () -> root.stat("link", true));
        refused(Errno.PERM, () -> root.setTimes("link", true, TO_ONE));
        assertEquals(FileType.SYMBOLIC_LINK, root.stat("link", false).type());
        assertEquals(before, Files.getLastModifiedTime(secret));
    }

    @Tag("attack-12")
    @Test
    void a_circle_of_links_ends_at_once() throws IOException {
        Files.createSymbolicLink(mount.resolve("a"), Path.of("b"));
        Files.createSymbolicLink(mount.resolve("b"), Path.of("a"));
        fails(Errno.LOOP, () -> root.open("a", Requests.READ));
        fails(Errno.LOOP, () -> root.open("a/x", Requests.READ));
        fails(Errno.LOOP, () -> root.stat("a", true));
    }

    @Tag("attack-13")
    @Test
    void nothing_is_created_through_a_dangling_symlink_that_leads_out() throws IOException {
        Files.createSymbolicLink(mount.resolve("dangling"), Path.of("../outside/made"));
        Files.createSymbolicLink(mount.resolve("absolute"), host.resolve("outside/made"));
        refused(Errno.PERM, () -> root.open("dangling", Requests.CREATE));
        refused(Errno.PERM, () -> root.open("absolute", Requests.CREATE));
        fails(Errno.EXIST, () -> root.open("dangling", Requests.CREATE_NEW));
        fails(Errno.EXIST, () -> root.createDirectory("dangling"));
        assertFalse(Files.exists(host.resolve("outside/made"), LinkOption.NOFOLLOW_LINKS));
    }

    @Tag("attack-15")
    @Test
    void an_open_directory_that_was_moved_out_does_not_lead_up() throws IOException {
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        Files.move(mount.resolve("dir"), host.resolve("outside/dir"));
        failsWithOneOf(Set.of(Errno.PERM, Errno.NOENT), () -> dir.open("../secret", Requests.READ));
        failsWithOneOf(Set.of(Errno.PERM, Errno.NOENT), () -> dir.open("..", Requests.DIRECTORY));
        failsWithOneOf(Set.of(Errno.PERM, Errno.NOENT), () -> dir.unlink("../secret"));
        dir.close();
    }

    @Test
    void an_opened_directory_does_not_reach_its_siblings() {
        Directory dir = assertInstanceOf(Directory.class, root.open("dir", Requests.DIRECTORY));
        refused(Errno.PERM, () -> dir.open("../dir/nested/file", Requests.READ));
        dir.close();
    }

    @Test
    void a_link_that_was_moved_to_where_it_leads_out_is_refused_there() throws IOException {
        Files.createSymbolicLink(mount.resolve("dir/nested/link"), Path.of("../../../outside/secret"));
        Files.createSymbolicLink(mount.resolve("dir/nested/fine"), Path.of("../../dir/nested/file"));
        root.rename("dir/nested/fine", root, "fine");
        refused(Errno.PERM, () -> root.open("fine", Requests.READ));
        refused(Errno.PERM, () -> root.open("dir/nested/link", Requests.READ));
    }

    @Tag("attack-18")
    @Test
    void what_a_guest_reads_of_links_and_names_holds_no_host_path() throws IOException {
        Files.createSymbolicLink(mount.resolve("absolute"), secret);
        refused(Errno.PERM, () -> root.readLink("absolute"));
        refused(Errno.PERM, () -> root.symlink(secret.toString(), "made"));
        root.symlink("dir/nested", "relative");
        assertEquals("dir/nested", root.readLink("relative"));
        Failures.fails(Errno.NOENT, () -> root.open("missing", Requests.READ));
    }

    @Test
    void the_listing_of_the_root_does_not_show_the_inode_above() {
        DirectoryEntry up = root.list().get(1);
        assertEquals("..", up.name());
        assertEquals(root.stat().inode(), up.inode());
    }
}
