package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.io.HostStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AttributeFunctionsTest {
    @TempDir
    Path folder;

    private static long inode(Path path) throws IOException {
        return (Long) Files.getAttribute(path, "unix:ino");
    }

    @Test
    void a_file_stat_has_the_layout_of_preview_1() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "12345");
        Files.setLastModifiedTime(file, FileTime.from(1_600_000_000_123_000_000L, TimeUnit.NANOSECONDS));
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.open("file", 0, Rights.FD_READ);
            guest.memory.putLong(64 + 16, -1);
            guest.succeeds("fd_filestat_get", fd, 64);

            assertEquals(inode(file), guest.memory.getLong(72));
            assertEquals(4, guest.memory.getLong(80));
            assertEquals(1, guest.memory.getLong(88));
            assertEquals(5, guest.memory.getLong(96));
            assertEquals(1_600_000_000_123_000_000L, guest.memory.getLong(112));
        }
    }

    @Test
    void a_file_stat_has_the_layout_of_the_older_version() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "12345");
        Files.setLastModifiedTime(file, FileTime.from(1_600_000_000_123_000_000L, TimeUnit.NANOSECONDS));
        Files.createLink(folder.resolve("second"), file);
        try (Guest guest = Guest.at(folder).unstable()) {
            int fd = guest.open("file", 0, Rights.FD_READ);
            guest.memory.putLong(64 + 56, -1);
            guest.succeeds("fd_filestat_get", fd, 64);

            assertEquals(inode(file), guest.memory.getLong(72));
            assertEquals(4, guest.memory.getInt(80));
            assertEquals(2, guest.memory.getInt(84));
            assertEquals(5, guest.memory.getLong(88));
            assertEquals(1_600_000_000_123_000_000L, guest.memory.getLong(104));
            assertEquals(-1, guest.memory.getLong(120));
        }
    }

    @Test
    void standard_streams_have_an_empty_stat_and_one_right() {
        try (Guest guest = new Guest()) {
            guest.memory.putLong(64 + 32, -1);
            guest.succeeds("fd_filestat_get", 1, 64);
            for (int i = 0; i < 64; i += 8) {
                assertEquals(0, guest.memory.getLong(64 + i));
            }
            guest.succeeds("fd_fdstat_get", 0, 64);
            assertEquals(0, guest.memory.getLong(64));
            assertEquals(Rights.FD_READ, guest.memory.getLong(72));
            guest.succeeds("fd_fdstat_get", 2, 64);
            assertEquals(Rights.FD_WRITE, guest.memory.getLong(72));
            assertEquals(Rights.FD_WRITE, guest.memory.getLong(80));
        }
    }

    @Test
    void only_a_terminal_is_a_character_device() {
        for (HostStream.Kind kind : HostStream.Kind.values()) {
            StandardDescriptor descriptor = new StandardDescriptor("stdin", new MemoryStream(kind, new byte[0]), true);

            assertEquals(kind == HostStream.Kind.TERMINAL ? 2 : 0, descriptor.fileType(), kind.name());
        }
    }

    @Test
    void a_file_reports_what_it_was_opened_for() {
        try (Guest guest = Guest.at(folder)) {
            guest.create("file");
            guest.succeeds("path_open", 3, 0, guest.put("file"), 4, 0, Rights.FD_READ, 0, FdFlags.APPEND, Guest.RESULT);
            guest.succeeds("fd_fdstat_get", guest.result(), 64);

            assertEquals(4, guest.memory.getByte(64));
            assertEquals(FdFlags.APPEND, guest.memory.getShort(66));
            assertEquals(Rights.FILE & ~Rights.FD_WRITE, guest.memory.getLong(72));
        }
    }

    @Test
    void directories_hand_on_the_rights_that_libraries_look_for() {
        try (Guest guest = Guest.at(folder)) {
            int opened = guest.open(".", OpenFlags.DIRECTORY, 0);
            for (int fd : new int[] {3, opened}) {
                guest.succeeds("fd_fdstat_get", fd, 64);
                assertEquals(3, guest.memory.getLong(64));
                assertEquals(0, guest.memory.getLong(72) & (Rights.FD_SEEK | Rights.FD_FILESTAT_SET_SIZE));
                assertEquals(Rights.PATH_OPEN, guest.memory.getLong(72) & Rights.PATH_OPEN);
                long both = Rights.FD_READ | Rights.FD_WRITE;
                assertEquals(both, guest.memory.getLong(80) & both);
            }
        }
    }

    @Test
    void rights_cannot_be_set() {
        try (Guest guest = Guest.at(folder)) {
            assertEquals(Errno.NOTSUP, guest.fails("fd_fdstat_set_rights", 3, 0, 0));
            assertEquals(Errno.BADF, guest.fails("fd_fdstat_set_rights", 1, 0, 0));
            assertEquals(Errno.BADF, guest.fails("fd_fdstat_set_rights", 9, 0, 0));
        }
    }

    @Test
    void append_and_nonblock_can_be_switched_and_sync_cannot() throws IOException {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            guest.write(fd, "abc");
            guest.succeeds("fd_seek", fd, 0, 0, 32);
            guest.succeeds("fd_fdstat_set_flags", fd, FdFlags.APPEND | FdFlags.NONBLOCK);
            guest.write(fd, "def");
            guest.succeeds("fd_fdstat_get", fd, 64);
            assertEquals(FdFlags.APPEND | FdFlags.NONBLOCK, guest.memory.getShort(66));
            guest.succeeds("fd_fdstat_set_flags", fd, 0);
            guest.succeeds("fd_seek", fd, 0, 0, 32);
            guest.write(fd, "A");

            assertEquals("Abcdef", Files.readString(folder.resolve("file")));
            assertEquals(Errno.INVAL, guest.fails("fd_fdstat_set_flags", fd, FdFlags.SYNC));
            assertEquals(Errno.INVAL, guest.fails("fd_fdstat_set_flags", fd, 1 << 5));
            assertEquals(Errno.BADF, guest.fails("fd_fdstat_set_flags", 0, FdFlags.NONBLOCK));
            assertEquals(Errno.BADF, guest.fails("fd_fdstat_set_flags", 3, 0));
        }
    }

    @Test
    void the_size_can_be_set_and_space_allocated() throws IOException {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            guest.succeeds("fd_filestat_set_size", fd, 100);
            assertEquals(100, Files.size(folder.resolve("file")));
            guest.succeeds("fd_allocate", fd, 10, 10);
            assertEquals(100, Files.size(folder.resolve("file")));
            guest.succeeds("fd_allocate", fd, 90, 20);
            assertEquals(110, Files.size(folder.resolve("file")));

            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_size", fd, -1));
            assertEquals(Errno.INVAL, guest.fails("fd_allocate", fd, 0, 0));
            assertEquals(Errno.FBIG, guest.fails("fd_allocate", fd, Long.MAX_VALUE, Long.MAX_VALUE));
            assertEquals(Errno.BADF, guest.fails("fd_filestat_set_size", 3, 0));
            assertEquals(Errno.BADF, guest.fails("fd_allocate", 1, 0, 1));
            int readOnly = guest.open("file", 0, Rights.FD_READ);
            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_size", readOnly, 0));
            assertEquals(Errno.BADF, guest.fails("fd_allocate", readOnly, 0, 1));
        }
    }

    @Test
    void times_are_set_left_or_now() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        FileTime old = FileTime.from(1_500_000_000, TimeUnit.SECONDS);
        Files.setLastModifiedTime(file, old);
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.open("file", 0, Rights.FD_READ | Rights.FD_WRITE);
            guest.succeeds("fd_filestat_set_times", fd, 1_000_000_000L, 9, 1);
            assertEquals(FileTime.from(1, TimeUnit.SECONDS), Files.getAttribute(file, "lastAccessTime"));
            assertEquals(old, Files.getLastModifiedTime(file));

            guest.succeeds("fd_filestat_set_times", fd, 0, 0, 8);
            assertEquals(1, Files.getLastModifiedTime(file).compareTo(old));

            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_times", fd, 1, 1, 3));
            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_times", fd, 1, 1, 12));
            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_times", fd, 1, 1, 16));
            assertEquals(Errno.INVAL, guest.fails("fd_filestat_set_times", fd, -1, 1, 1));
            assertEquals(Errno.BADF, guest.fails("fd_filestat_set_times", 1, 1, 1, 1));
        }
    }

    @Test
    void advice_is_checked_and_files_are_synchronised() {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            for (int advice = 0; advice <= 5; advice++) {
                guest.succeeds("fd_advise", fd, 0, 100, advice);
            }
            guest.succeeds("fd_sync", fd);
            guest.succeeds("fd_datasync", fd);

            assertEquals(Errno.INVAL, guest.fails("fd_advise", fd, 0, 100, 6));
            assertEquals(Errno.INVAL, guest.fails("fd_advise", fd, -1, 100, 0));
            assertEquals(Errno.BADF, guest.fails("fd_advise", 3, 0, 0, 0));
            assertEquals(Errno.BADF, guest.fails("fd_sync", 1));
            assertEquals(Errno.BADF, guest.fails("fd_datasync", 3));
        }
    }
}
