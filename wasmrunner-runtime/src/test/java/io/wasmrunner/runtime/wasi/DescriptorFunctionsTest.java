package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DescriptorFunctionsTest {
    @TempDir
    Path folder;

    @Test
    void a_new_descriptor_takes_the_lowest_free_number() {
        try (Guest guest = Guest.at(folder)) {
            assertEquals(4, guest.create("a"));
            assertEquals(5, guest.create("b"));
            assertEquals(6, guest.create("c"));
            guest.succeeds("fd_close", 5);
            guest.succeeds("fd_close", 4);

            assertEquals(4, guest.create("d"));
            assertEquals(5, guest.create("e"));
            assertEquals(7, guest.create("f"));
        }
    }

    @Test
    void what_is_not_open_is_a_bad_descriptor() {
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("fd_close", 3);
            for (long fd : new long[] {3, 4, 1_000_000, Integer.MAX_VALUE, 0xFFFF_FFFFL}) {
                assertEquals(Errno.BADF, guest.fails("fd_close", fd));
                assertEquals(Errno.BADF, guest.fails("fd_fdstat_get", fd, Guest.RESULT));
            }
        }
    }

    @Test
    void closing_a_standard_stream_leaves_the_host_its_own() {
        try (Guest guest = new Guest()) {
            guest.succeeds("fd_close", 1);

            assertEquals(Errno.BADF, guest.fails("fd_write", 1, 0, 0, Guest.RESULT));
            assertFalse(guest.stdout.closed());
        }
    }

    @Test
    void renumbering_moves_a_descriptor_onto_an_open_one() {
        try (Guest guest = Guest.at(folder)) {
            int first = guest.create("first");
            int second = guest.create("second");
            guest.succeeds("fd_renumber", first, second);

            guest.write(second, "moved");
            assertEquals(Errno.BADF, guest.fails("fd_close", first));
            assertEquals("moved", read("first"));
            assertEquals("", read("second"));
            assertEquals(first, guest.create("third"));
        }
    }

    @Tag("attack-19")
    @Test
    void renumbering_onto_itself_changes_nothing_and_onto_a_closed_one_is_refused() {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            guest.succeeds("fd_renumber", fd, fd);
            guest.write(fd, "still open");

            assertEquals(Errno.BADF, guest.fails("fd_renumber", fd, fd + 1));
            assertEquals(Errno.BADF, guest.fails("fd_renumber", fd + 1, fd));
            assertEquals(Errno.BADF, guest.fails("fd_renumber", fd + 1, fd + 1));
            assertEquals(fd + 1, guest.create("next"));
        }
    }

    @Test
    void a_file_may_be_renumbered_onto_a_preopened_directory_and_stdout_onto_a_file() {
        try (Guest guest = Guest.at(folder)) {
            int file = guest.create("file");
            int other = guest.create("other");
            guest.succeeds("fd_renumber", file, 3);
            assertEquals(Errno.BADF, guest.fails("fd_prestat_get", 3, Guest.RESULT));
            guest.write(3, "in the place of the directory");

            guest.succeeds("fd_renumber", 1, other);
            guest.write(other, "out");
            assertEquals("out", guest.stdout.text());
            assertEquals(Errno.BADF, guest.fails("fd_write", 1, 0, 0, Guest.RESULT));
        }
    }

    @Tag("attack-20")
    @Test
    void a_million_renumbers_leak_no_host_descriptor() throws IOException {
        try (Guest guest = new Guest(
                "",
                builder -> builder.directory(Guest.preopened("/data", folder, true))
                        .meters(Guest.limits(0, 6, 0)))) {
            int first = guest.create("first");
            int second = guest.create("second");
            long before = hostDescriptors();
            for (int i = 0; i < 1_000_000; i++) {
                guest.succeeds("fd_renumber", first, first);
                if (i % 100 == 0) {
                    guest.succeeds("fd_renumber", first, second);
                    assertEquals(first, reopen(guest));
                }
            }
            assertEquals(before, hostDescriptors());
        }
    }

    private static int reopen(Guest guest) {
        guest.memory.write(512, new byte[] {'f'}, 0, 1);
        guest.succeeds("path_open", 3, 0, 512, 1, OpenFlags.CREATE, Rights.FD_READ, 0, 0, Guest.RESULT);
        return guest.result();
    }

    @Tag("attack-21")
    @Test
    void a_million_opens_stop_at_the_open_file_limit() throws IOException {
        try (Guest guest = new Guest(
                "",
                builder -> builder.directory(Guest.preopened("/data", folder, true))
                        .meters(Guest.limits(0, 16, 0)))) {
            int path = guest.put("file");
            int opened = 0;
            long before = 0;
            for (int i = 0; i < 1_000_000; i++) {
                int number =
                        guest.call("path_open", 3, 0, path, 4, OpenFlags.CREATE, Rights.FD_READ, 0, 0, Guest.RESULT);
                if (number == 0) {
                    opened++;
                    before = hostDescriptors();
                } else {
                    assertEquals(ErrnoNumbers.of(Errno.MFILE), number);
                }
            }
            assertEquals(12, opened);
            assertEquals(before, hostDescriptors());
        }
    }

    @Test
    void a_full_table_creates_no_file() {
        try (Guest guest = new Guest(
                "",
                builder -> builder.directory(Guest.preopened("/data", folder, true))
                        .meters(Guest.limits(0, 4, 0)))) {
            assertEquals(
                    Errno.MFILE,
                    guest.fails("path_open", 3, 0, guest.put("new"), 3, OpenFlags.CREATE, 0, 0, 0, Guest.RESULT));
            assertFalse(Files.exists(folder.resolve("new")));
        }
    }

    @Test
    void a_failed_open_takes_no_place() {
        try (Guest guest = new Guest(
                "",
                builder -> builder.directory(Guest.preopened("/data", folder, true))
                        .meters(Guest.limits(0, 5, 0)))) {
            for (int i = 0; i < 10; i++) {
                assertEquals(Errno.NOENT, guest.fails("path_open", 3, 0, guest.put("no"), 2, 0, 0, 0, 0, Guest.RESULT));
            }
            assertEquals(4, guest.create("file"));
        }
    }

    @Test
    void what_is_given_must_fit_the_open_file_limit() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new Guest(
                        "",
                        builder -> builder.directory(Guest.preopened("/data", folder, true))
                                .meters(Guest.limits(0, 3, 0))));

        assertTrue(e.getMessage().contains("/data") && e.getMessage().contains("--max-open-files"), e.getMessage());
    }

    @Test
    void preopened_directories_come_after_the_listeners_and_tell_their_names() {
        try (Guest guest = new Guest(
                "",
                builder -> builder.directory(Guest.preopened("/größe", folder, true))
                        .listener(new QueueListener()))) {
            guest.succeeds("fd_prestat_get", 3, 64);
            assertEquals(1, guest.memory.getByte(64));
            assertEquals(Errno.NOTDIR, guest.fails("fd_prestat_dir_name", 3, 128, 8));

            guest.succeeds("fd_prestat_get", 4, 64);
            assertEquals(0, guest.memory.getInt(64));
            assertEquals(8, guest.memory.getInt(68));
            guest.succeeds("fd_prestat_dir_name", 4, 128, 9);
            assertEquals("/größe\0", guest.text(128, 9));

            assertEquals(Errno.NAMETOOLONG, guest.fails("fd_prestat_dir_name", 4, 128, 7));
            assertEquals(Errno.BADF, guest.fails("fd_prestat_get", 5, 64));
            assertEquals(Errno.BADF, guest.fails("fd_prestat_get", 1, 64));
        }
    }

    @Test
    void an_opened_directory_is_no_preopened_one() {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.open(".", OpenFlags.DIRECTORY, 0);

            assertEquals(Errno.BADF, guest.fails("fd_prestat_get", fd, 64));
            assertEquals(Errno.NOTDIR, guest.fails("fd_prestat_dir_name", fd, 128, 8));
        }
    }

    @Test
    void closing_wasi_closes_what_the_guest_left_open() throws IOException {
        QueueListener listener = new QueueListener();
        long before = hostDescriptors();
        try (Guest guest = new Guest(
                "", builder -> builder.listener(listener).directory(Guest.preopened("/data", folder, true)))) {
            for (int i = 0; i < 20; i++) {
                String name = "file" + i;
                guest.succeeds(
                        "path_open", 4, 0, guest.put(name), name.length(), OpenFlags.CREATE, 0, 0, 0, Guest.RESULT);
            }
            assertFalse(listener.closed());
        }
        assertTrue(listener.closed());
        assertEquals(before, hostDescriptors());
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** How many descriptors this process has open in the folder; 0 where that cannot be seen. */
    private long hostDescriptors() throws IOException {
        Path all = Path.of("/proc/self/fd");
        if (!Files.isDirectory(all)) {
            return 0;
        }
        long count = 0;
        try (var list = Files.newDirectoryStream(all)) {
            for (Path link : list) {
                try {
                    count += Files.readSymbolicLink(link).startsWith(folder.toRealPath()) ? 1 : 0;
                } catch (NoSuchFileException e) {
                    // Closed by another thread since it was listed.
                }
            }
        }
        return count;
    }
}
