package io.wasmrunner.cli.process;

import static io.wasmrunner.cli.process.RawGuest.BADF;
import static io.wasmrunner.cli.process.RawGuest.CREATE;
import static io.wasmrunner.cli.process.RawGuest.FIRST;
import static io.wasmrunner.cli.process.RawGuest.FOLLOW;
import static io.wasmrunner.cli.process.RawGuest.INVAL;
import static io.wasmrunner.cli.process.RawGuest.LOOP;
import static io.wasmrunner.cli.process.RawGuest.NOTDIR;
import static io.wasmrunner.cli.process.RawGuest.OK;
import static io.wasmrunner.cli.process.RawGuest.PERM;
import static io.wasmrunner.cli.process.RawGuest.READ;
import static io.wasmrunner.cli.process.RawGuest.ROOM;
import static io.wasmrunner.cli.process.RawGuest.STAY;
import static io.wasmrunner.cli.process.RawGuest.TRUNCATE;
import static io.wasmrunner.cli.process.RawGuest.WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Ways out of a directory that was given, tried by a guest in its worker. */
@ExtendWith(CliExtension.class)
final class FileAttacksTest {
    private static final String SECRET = "a secret of the host";

    private final Cli cli;

    @TempDir
    Path host;

    private Path box = Path.of("");

    FileAttacksTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void lay_out() throws IOException {
        box = Files.createDirectories(host.resolve("box"));
        Files.createDirectories(box.resolve("inner/deep"));
        Files.writeString(host.resolve("secret"), SECRET);
        Files.writeString(box.resolve("file"), "inside");
        link("passwd", "/etc/passwd");
        link("slashed", "/etc/");
        link("out", "/etc");
        link("up", "..");
        link("dot", ".");
        link("loop-a", "loop-b");
        link("loop-b", "loop-a");
        link("dangling", "../made-by-guest");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(box.resolve(name), Path.of(target));
    }

    @AfterEach
    void the_host_is_untouched() throws IOException {
        assertEquals(SECRET, Files.readString(host.resolve("secret")));
        assertEquals("inside", Files.readString(box.resolve("file")));
        assertFalse(Files.exists(host.resolve("made-by-guest"), java.nio.file.LinkOption.NOFOLLOW_LINKS));
    }

    private List<Integer> errnos(RawGuest guest, String engine) {
        return guest.run(cli, engine, "--dir", box + "::/");
    }

    private List<Integer> readOnly(RawGuest guest, String engine) {
        return guest.run(cli, engine, "--dir", box + "::/:ro", "--dir", host + "::/other");
    }

    @Tag("attack-1")
    @OnBothEngines
    void paths_out_are_refused_and_dots_that_stay_inside_work(String engine) {
        assertEquals(
                List.of(PERM, PERM, PERM, OK),
                errnos(
                        new RawGuest()
                                .open(FIRST, STAY, "/box/file")
                                .open(FIRST, STAY, "../secret")
                                .open(FIRST, STAY, "inner/../../box/file")
                                .open(FIRST, STAY, "inner/../file"),
                        engine));
    }

    @Tag("attack-2")
    @OnBothEngines
    void a_trailing_nul_is_invalid_and_a_file_with_slashes_is_no_directory(String engine) {
        assertEquals(
                List.of(INVAL, NOTDIR, NOTDIR),
                errnos(
                        new RawGuest()
                                .open(FIRST, STAY, "file\0")
                                .open(FIRST, STAY, "file/")
                                .open(FIRST, STAY, "file///"),
                        engine));
    }

    @Tag("attack-3")
    @OnBothEngines
    void a_link_to_a_file_outside_is_refused_followed_or_not(String engine) {
        assertEquals(
                List.of(PERM, LOOP),
                errnos(new RawGuest().open(FIRST, FOLLOW, "passwd").open(FIRST, STAY, "passwd"), engine));
    }

    @Tag("attack-4")
    @OnBothEngines
    void a_link_on_the_way_is_refused_when_it_leads_out(String engine) {
        assertEquals(
                List.of(PERM, PERM, PERM),
                errnos(
                        new RawGuest()
                                .open(FIRST, STAY, "out/passwd")
                                .open(FIRST, FOLLOW, "out/passwd")
                                .open(FIRST, STAY, "up/secret"),
                        engine));
    }

    @Tag("attack-5")
    @OnBothEngines
    void slashes_behind_a_link_or_in_it_do_not_help_out(String engine) {
        assertEquals(
                List.of(PERM, PERM, PERM, PERM),
                errnos(
                        new RawGuest()
                                .open(FIRST, FOLLOW, "passwd/")
                                .open(FIRST, STAY, "out/")
                                .open(FIRST, FOLLOW, "slashed")
                                .open(FIRST, FOLLOW, "slashed/passwd"),
                        engine));
    }

    @Tag("attack-6")
    @OnBothEngines
    void a_link_to_here_does_not_help_dots_out(String engine) {
        assertEquals(
                List.of(PERM, PERM),
                errnos(
                        new RawGuest().open(FIRST, FOLLOW, "dot/../secret").open(FIRST, FOLLOW, "dot/dot/../secret"),
                        engine));
    }

    @Tag("attack-7")
    @OnBothEngines
    void attributes_outside_are_neither_read_nor_set_through_a_link(String engine) throws IOException {
        var before = Files.getLastModifiedTime(host.resolve("secret"));
        link("secret", "../secret");

        assertEquals(
                List.of(PERM, PERM, PERM),
                errnos(
                        new RawGuest()
                                .call("path_filestat_get", FIRST, FOLLOW, "passwd", ROOM)
                                .call("path_filestat_get", FIRST, FOLLOW, "secret", ROOM)
                                .call("path_filestat_set_times", FIRST, FOLLOW, "secret", 0L, 0L, 4),
                        engine));
        assertEquals(before, Files.getLastModifiedTime(host.resolve("secret")));
    }

    @Tag("attack-8")
    @OnBothEngines
    void a_read_only_file_is_not_cut_short_with_the_right_to_read(String engine) {
        assertEquals(List.of(PERM), readOnly(new RawGuest().open(FIRST, STAY, "file", TRUNCATE, READ), engine));
    }

    @Tag("attack-9")
    @OnBothEngines
    void a_read_only_file_is_not_linked_to_where_it_could_be_written(String engine) {
        assertEquals(
                List.of(PERM),
                readOnly(new RawGuest().call("path_link", FIRST, STAY, "file", FIRST + 1, "linked"), engine));
        assertFalse(Files.exists(host.resolve("linked")));
    }

    @Tag("attack-10")
    @OnBothEngines
    void a_read_only_file_is_not_moved_to_where_it_could_be_written(String engine) {
        assertEquals(
                List.of(PERM), readOnly(new RawGuest().call("path_rename", FIRST, "file", FIRST + 1, "moved"), engine));
    }

    @Tag("attack-11")
    @OnBothEngines
    void a_read_only_directory_stays_as_it_is(String engine) {
        List<String> before = names(box);

        assertEquals(
                List.of(PERM, PERM, PERM, PERM, PERM, OK, BADF, INVAL),
                readOnly(
                        new RawGuest()
                                .open(FIRST, STAY, "new", CREATE, WRITE)
                                .call("path_create_directory", FIRST, "new")
                                .call("path_unlink_file", FIRST, "file")
                                .call("path_symlink", "file", FIRST, "new")
                                .call("path_filestat_set_times", FIRST, STAY, "file", 0L, 0L, 4)
                                .open(FIRST, STAY, "file")
                                .call("fd_allocate", FIRST + 2, 0L, 4096L)
                                .call("fd_filestat_set_size", FIRST + 2, 0L),
                        engine));
        assertEquals(before, names(box));
    }

    @Tag("attack-12")
    @OnBothEngines
    void a_circle_of_links_ends_at_once(String engine) {
        assertEquals(
                List.of(LOOP, LOOP),
                errnos(new RawGuest().open(FIRST, FOLLOW, "loop-a").open(FIRST, FOLLOW, "loop-a/file"), engine));
    }

    @Tag("attack-13")
    @OnBothEngines
    void no_file_is_made_through_a_dangling_link(String engine) {
        assertEquals(List.of(PERM), errnos(new RawGuest().open(FIRST, FOLLOW, "dangling", CREATE, WRITE), engine));
    }

    @Tag("attack-15")
    @OnBothEngines
    void a_directory_that_is_moved_away_while_it_is_open_does_not_lead_up(String engine) {
        assertEquals(
                List.of(OK, OK, PERM, PERM, OK),
                errnos(
                        new RawGuest()
                                .open(FIRST, STAY, "inner/deep")
                                .call("path_rename", FIRST, "inner/deep", FIRST, "deep")
                                .open(FIRST + 1, STAY, "../file")
                                .open(FIRST + 1, STAY, "../../secret")
                                .open(FIRST, STAY, "deep"),
                        engine));
    }

    @Tag("attack-16")
    @OnBothEngines
    void without_a_mount_nothing_is_seen_of_the_current_directory_or_the_modules(String engine) throws IOException {
        Files.writeString(cli.work().resolve("beside"), SECRET);

        assertEquals(
                List.of(BADF, BADF, BADF, BADF),
                new RawGuest()
                        .call("fd_prestat_get", FIRST, ROOM)
                        .open(FIRST, STAY, "beside")
                        .open(FIRST + 1, STAY, "beside")
                        .open(0, STAY, "beside")
                        .run(cli, engine));
    }

    @Tag("attack-17")
    @OnBothEngines
    void pipes_devices_and_the_files_of_processes_are_refused_and_nobody_waits(String engine) throws Exception {
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", box.resolve("fifo").toString())
                        .start()
                        .waitFor());

        List<Integer> errnos = new RawGuest()
                .open(FIRST, STAY, "fifo")
                .open(FIRST, STAY, "fifo", 0, WRITE)
                .open(FIRST + 1, STAY, "null")
                .open(FIRST + 1, STAY, "fd/0")
                .open(FIRST + 2, FOLLOW, "self/fd/0")
                .open(FIRST + 2, FOLLOW, "self/root/etc/passwd")
                .run(cli, engine, "--dir", box + "::/", "--dir", "/dev::/dev:ro", "--dir", "/proc::/proc:ro");

        assertEquals(6, errnos.size());
        assertFalse(errnos.contains(OK), errnos::toString);
    }

    @Tag("attack-18")
    @OnBothEngines
    void a_host_path_is_told_neither_by_a_link_nor_by_a_message(String engine) {
        Result result = new RawGuest()
                .call("path_readlink", FIRST, "passwd", ROOM, 256, ROOM + 512)
                .open(FIRST, STAY, "../secret")
                .result(cli, engine, "--dir", box + "::/data");

        assertEquals(List.of(PERM, PERM), RawGuest.errnos(result));
        assertTrue(result.err().contains("2 refused attempts"), result.err());
        assertFalse(result.err().contains(host.toString()), result.err());
        assertFalse(result.err().contains("/etc/passwd"), result.err());
    }

    private static List<String> names(Path folder) {
        return Arrays.stream(folder.toFile().list()).sorted().toList();
    }
}
