package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PathFunctionsTest {
    @TempDir
    Path folder;

    private static Errno open(Guest guest, String path, int openFlags, long rights) {
        return guest.fails(
                "path_open", 3, 0, guest.put(path), Guest.length(path), openFlags, rights, 0, 0, Guest.RESULT);
    }

    @Test
    void directories_are_made_and_removed() {
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("path_create_directory", 3, guest.put("new"), 3);
            assertTrue(Files.isDirectory(folder.resolve("new")));
            assertEquals(Errno.EXIST, guest.fails("path_create_directory", 3, guest.put("new"), 3));
            guest.succeeds("path_remove_directory", 3, guest.put("new"), 3);
            assertFalse(Files.exists(folder.resolve("new")));
            assertEquals(Errno.NOENT, guest.fails("path_remove_directory", 3, guest.put("new"), 3));
        }
    }

    @Test
    void files_are_renamed_linked_and_unlinked() throws IOException {
        Files.writeString(folder.resolve("a"), "text");
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("path_rename", 3, guest.put("a"), 1, 3, guest.put("b"), 1);
            guest.succeeds("path_link", 3, 0, guest.put("b"), 1, 3, guest.put("c"), 1);
            guest.succeeds("path_unlink_file", 3, guest.put("b"), 1);

            assertEquals("text", Files.readString(folder.resolve("c")));
            assertFalse(Files.exists(folder.resolve("a")));
            assertFalse(Files.exists(folder.resolve("b")));
        }
    }

    @Test
    void symbolic_links_are_made_read_and_followed_when_asked() throws IOException {
        Files.writeString(folder.resolve("file"), "12345");
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("path_symlink", guest.put("file"), 4, 3, guest.put("link"), 4);
            assertEquals(Path.of("file"), Files.readSymbolicLink(folder.resolve("link")));

            int buffer = guest.allocate(16);
            guest.succeeds("path_readlink", 3, guest.put("link"), 4, buffer, 16, Guest.RESULT);
            assertEquals("file", guest.text(buffer, guest.result()));
            guest.succeeds("path_readlink", 3, guest.put("link"), 4, buffer, 2, Guest.RESULT);
            assertEquals(2, guest.result());

            guest.succeeds("path_filestat_get", 3, 0, guest.put("link"), 4, 64);
            assertEquals(7, guest.memory.getByte(80));
            guest.succeeds("path_filestat_get", 3, 1, guest.put("link"), 4, 64);
            assertEquals(4, guest.memory.getByte(80));
            assertEquals(5, guest.memory.getLong(96));
            guest.unstable().succeeds("path_filestat_get", 3, 1, guest.put("link"), 4, 64);
            assertEquals(5, guest.memory.getLong(88));
        }
    }

    @Test
    void times_are_set_through_a_path() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("path_filestat_set_times", 3, 1, guest.put("file"), 4, 0, 3_000_000_000L, 4);

            assertEquals(3000, Files.getLastModifiedTime(folder.resolve("file")).toMillis());
        }
    }

    @Test
    void opening_obeys_its_flags() throws IOException {
        Files.writeString(folder.resolve("file"), "text");
        try (Guest guest = Guest.at(folder)) {
            assertEquals(Errno.EXIST, open(guest, "file", OpenFlags.CREATE | OpenFlags.EXCLUSIVE, 0));
            assertEquals(Errno.NOTDIR, open(guest, "file", OpenFlags.DIRECTORY, 0));
            assertEquals(Errno.INVAL, open(guest, "new", OpenFlags.DIRECTORY | OpenFlags.CREATE, 0));
            assertEquals(Errno.INVAL, open(guest, "file", 1 << 4, 0));
            assertEquals(Errno.NOENT, open(guest, "new", 0, 0));
            assertEquals(Errno.ISDIR, open(guest, ".", 0, Rights.FD_WRITE));

            guest.open("file", OpenFlags.TRUNCATE, Rights.FD_WRITE);
            assertEquals(0, Files.size(folder.resolve("file")));
        }
    }

    @Test
    void paths_are_relative_to_directories_alone() {
        try (Guest guest = Guest.at(folder)) {
            int file = guest.create("file");
            int path = guest.put("x");
            assertEquals(Errno.NOTDIR, guest.fails("path_open", file, 0, path, 1, 0, 0, 0, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("path_open", 1, 0, path, 1, 0, 0, 0, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("path_unlink_file", file, path, 1));
        }
    }

    @Test
    void names_are_utf_8_and_nothing_else() {
        try (Guest guest = Guest.at(folder)) {
            guest.create("größe-日本");
            assertTrue(Files.exists(folder.resolve("größe-日本")));

            for (byte[] malformed :
                    new byte[][] {{(byte) 0xFF}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}}) {
                assertEquals(
                        Errno.ILSEQ, guest.fails("path_create_directory", 3, guest.put(malformed), malformed.length));
            }
        }
    }

    @Tag("attack-21")
    @Test
    void a_path_of_110_kilobytes_is_too_long_in_every_function() {
        try (Guest guest = Guest.at(folder)) {
            int length = 110 * 1024;
            int path = guest.put("a/".repeat(length / 2));
            int good = guest.put("x");
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_open", 3, 0, path, length, 0, 0, 0, 0, 16));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_create_directory", 3, path, length));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_remove_directory", 3, path, length));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_unlink_file", 3, path, length));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_filestat_get", 3, 0, path, length, 64));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_filestat_set_times", 3, 0, path, length, 0, 0, 0));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_readlink", 3, path, length, 64, 8, 16));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_symlink", path, length, 3, good, 1));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_symlink", good, 1, 3, path, length));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_rename", 3, good, 1, 3, path, length));
            assertEquals(Errno.NAMETOOLONG, guest.fails("path_link", 3, 0, path, length, 3, good, 1));
        }
    }

    @Test
    void refusals_are_recorded_in_the_guests_own_words() throws IOException {
        Files.createDirectory(folder.resolve("sub"));
        try (Guest guest = Guest.at(folder)) {
            int sub = guest.open("sub", OpenFlags.DIRECTORY, 0);
            String path = "../../etc/passwd";
            assertEquals(
                    Errno.PERM,
                    guest.fails("path_open", sub, 0, guest.put(path), path.length(), 0, 0, 0, 0, Guest.RESULT));
            assertEquals(Errno.PERM, guest.fails("path_rename", sub, guest.put("x"), 1, 3, guest.put("/tmp/y"), 6));
            assertEquals(Errno.NOENT, open(guest, "missing", 0, 0));

            List<Violation> recorded = guest.violations.first();
            assertEquals(2, guest.violations.count());
            assertEquals("path_open", recorded.get(0).operation());
            assertEquals("/data/sub/../../etc/passwd", recorded.get(0).target());
            assertEquals("path_rename", recorded.get(1).operation());
            assertEquals("/data/sub/x -> /tmp/y", recorded.get(1).target());
            for (Violation violation : recorded) {
                assertFalse(violation.toString().contains(folder.toString()), violation.toString());
            }
        }
    }

    @Test
    void a_read_only_directory_stays_as_it_is_and_every_attempt_is_recorded() throws IOException {
        Files.writeString(folder.resolve("file"), "text");
        try (Guest guest = new Guest("", builder -> builder.directory(Guest.preopened("/ro", folder, false)))) {
            int file = guest.put("file");
            int fresh = guest.put("new");
            assertEquals(Errno.PERM, guest.fails("path_open", 3, 0, file, 4, 0, Rights.FD_WRITE, 0, 0, 16));
            assertEquals(
                    Errno.PERM, guest.fails("path_open", 3, 0, file, 4, OpenFlags.TRUNCATE, Rights.FD_READ, 0, 0, 16));
            assertEquals(
                    Errno.PERM, guest.fails("path_open", 3, 0, fresh, 3, OpenFlags.CREATE, Rights.FD_READ, 0, 0, 16));
            assertEquals(Errno.PERM, guest.fails("path_create_directory", 3, fresh, 3));
            assertEquals(Errno.PERM, guest.fails("path_unlink_file", 3, file, 4));
            assertEquals(Errno.PERM, guest.fails("path_symlink", file, 4, 3, fresh, 3));
            assertEquals(Errno.PERM, guest.fails("path_filestat_set_times", 3, 0, file, 4, 0, 0, 2));

            assertEquals(7, guest.violations.count());
            assertEquals("/ro/file", guest.violations.first().getFirst().target());
            assertEquals("text", Files.readString(folder.resolve("file")));
            assertFalse(Files.exists(folder.resolve("new"), LinkOption.NOFOLLOW_LINKS));
        }
    }
}
