package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.fs.Directory;
import io.wasmrunner.sandbox.fs.DirectoryEntry;
import io.wasmrunner.sandbox.fs.FileType;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryReaderTest {
    private static final int HEADER = 24;

    @TempDir
    Path folder;

    /** A directory that can only be listed. */
    private static Directory listed(Supplier<List<DirectoryEntry>> entries) {
        return (Directory) Proxy.newProxyInstance(
                Directory.class.getClassLoader(), new Class<?>[] {Directory.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("list")) {
                        return entries.get();
                    }
                    return null;
                });
    }

    private static Guest guest(Supplier<List<DirectoryEntry>> entries) {
        return new Guest("", builder -> builder.directory(new PreopenedDirectory("/many", listed(entries))));
    }

    /** Reads a whole directory as C libraries do, through a buffer of that size. */
    private static List<String> readAll(Guest guest, int fd, int bufferSize) {
        List<String> names = new ArrayList<>();
        int buffer = guest.allocate(bufferSize);
        long cookie = 0;
        while (true) {
            guest.succeeds("fd_readdir", fd, buffer, bufferSize, cookie, Guest.RESULT);
            int used = guest.result();
            int at = 0;
            while (used - at >= HEADER) {
                int length = guest.memory.getInt(buffer + at + 16);
                if (used - at < HEADER + length) {
                    break;
                }
                cookie = guest.memory.getLong(buffer + at);
                names.add(guest.text(buffer + at + HEADER, length));
                at += HEADER + length;
            }
            if (used < bufferSize) {
                return names;
            }
        }
    }

    private static List<DirectoryEntry> entries(int count) {
        List<DirectoryEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new DirectoryEntry("name" + i, i, FileType.REGULAR_FILE));
        }
        return entries;
    }

    @Test
    void a_real_directory_lists_itself_its_parent_and_its_names() throws IOException {
        Files.writeString(folder.resolve("file"), "");
        Files.createDirectory(folder.resolve("größe"));
        try (Guest guest = Guest.at(folder)) {
            List<String> names = readAll(guest, 3, 4096);

            assertEquals(List.of(".", ".."), names.subList(0, 2));
            assertEquals(
                    List.of("file", "größe"),
                    names.subList(2, 4).stream().sorted().toList());
            assertEquals(4, names.size());
        }
    }

    @Test
    void a_record_has_its_cookie_inode_length_and_type() {
        try (Guest guest = guest(() -> List.of(new DirectoryEntry("abc", 0x1234_5678_9ABCL, FileType.DIRECTORY)))) {
            guest.memory.putInt(64 + 20, -1);
            guest.succeeds("fd_readdir", 3, 64, 100, 0, Guest.RESULT);

            assertEquals(HEADER + 3, guest.result());
            assertEquals(1, guest.memory.getLong(64));
            assertEquals(0x1234_5678_9ABCL, guest.memory.getLong(72));
            assertEquals(3, guest.memory.getInt(80));
            assertEquals(3, guest.memory.getInt(84));
            assertEquals("abc\0", guest.text(88, 4));
        }
    }

    @Test
    void a_record_that_does_not_fit_is_cut_off_where_the_buffer_ends() {
        try (Guest guest = guest(() -> entries(2))) {
            for (int size = 0; size <= 2 * (HEADER + 5); size++) {
                guest.memory.putByte(64 + size, 0x7F);
                guest.succeeds("fd_readdir", 3, 64, size, 0, Guest.RESULT);

                assertEquals(size, guest.result());
                assertEquals(0x7F, guest.memory.getByte(64 + size));
            }
        }
    }

    @Tag("attack-23")
    @Test
    void a_huge_directory_read_through_a_tiny_buffer_is_listed_once() {
        int[] listings = new int[1];
        List<DirectoryEntry> many = entries(100_000);
        try (Guest guest = guest(() -> {
            listings[0]++;
            return many;
        })) {
            List<String> names = readAll(guest, 3, HEADER + 12);

            assertEquals(100_000, names.size());
            assertEquals("name99999", names.getLast());
            assertEquals(1, listings[0]);
            readAll(guest, 3, 1 << 20);
            assertEquals(2, listings[0]);
        }
    }

    @Test
    void a_listing_begun_stays_as_it_was_and_a_new_one_sees_what_changed() throws IOException {
        Files.writeString(folder.resolve("one"), "");
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("fd_readdir", 3, 64, 10, 0, Guest.RESULT);
            Files.writeString(folder.resolve("two"), "");
            guest.succeeds("fd_readdir", 3, 64, 500, 2, Guest.RESULT);
            assertEquals(HEADER + 3, guest.result());

            assertEquals(4, readAll(guest, 3, 4096).size());
        }
    }

    @Test
    void a_cookie_past_the_end_reads_nothing() {
        try (Guest guest = guest(() -> entries(2))) {
            for (long cookie : new long[] {2, 3, 1L << 40, -1}) {
                guest.succeeds("fd_readdir", 3, 64, 100, cookie, Guest.RESULT);
                assertEquals(0, guest.result());
            }
        }
    }

    @Test
    void a_name_that_is_no_unicode_is_an_illegal_sequence() {
        try (Guest guest = guest(() -> List.of(new DirectoryEntry("a\uD800", 1, FileType.REGULAR_FILE)))) {
            assertEquals(Errno.ILSEQ, guest.fails("fd_readdir", 3, 64, 100, 0, Guest.RESULT));
        }
    }

    @Test
    void listings_of_many_directories_stay_within_their_bound() {
        int[] listings = new int[1];
        Directory directory = listed(() -> {
            listings[0]++;
            return entries(100_000);
        });
        Listings kept = new Listings();
        DirDescriptor first = new DirDescriptor("/a", directory, true);
        DirDescriptor second = new DirDescriptor("/b", directory, true);
        DirDescriptor third = new DirDescriptor("/c", directory, true);
        kept.of(first, true);
        kept.of(second, true);
        kept.of(first, false);
        assertEquals(2, listings[0]);

        kept.of(third, true);
        kept.of(first, false);
        assertEquals(3, listings[0]);
        kept.of(second, false);
        assertEquals(4, listings[0]);
        assertTrue(kept.of(second, false).size() == 100_000 && listings[0] == 4);
    }

    @Test
    void only_a_directory_can_be_listed() {
        try (Guest guest = Guest.at(folder)) {
            assertEquals(Errno.BADF, guest.fails("fd_readdir", guest.create("file"), 64, 100, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_readdir", 0, 64, 100, 0, Guest.RESULT));
        }
    }
}
