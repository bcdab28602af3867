package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.QuotaExceededException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TransferFunctionsTest {
    private static final long READ_WRITE = Rights.FD_READ | Rights.FD_WRITE;

    @TempDir
    Path folder;

    private static Guest reading(String input) {
        return new Guest(input, UnaryOperator.identity());
    }

    @Test
    void all_buffers_go_out_in_one_host_operation() {
        try (Guest guest = new Guest()) {
            int list = guest.vectors(guest.put("one "), 4, 0, 0, guest.put("two "), 4, guest.put("three"), 5);
            guest.succeeds("fd_write", 1, list, 4, Guest.RESULT);

            assertEquals(13, guest.result());
            assertEquals("one two three", guest.stdout.text());
            assertEquals(1, guest.stdout.operations());
        }
    }

    @Test
    void one_host_read_fills_several_buffers() {
        try (Guest guest = reading("abcdefgh")) {
            int first = guest.allocate(3);
            int second = guest.allocate(16);
            guest.succeeds("fd_read", 0, guest.vectors(first, 3, second, 16), 2, Guest.RESULT);

            assertEquals(8, guest.result());
            assertEquals("abc", guest.text(first, 3));
            assertEquals("defgh\0", guest.text(second, 6));
            assertEquals(1, guest.stdin.operations());
            assertEquals("", guest.read(0, 8));
        }
    }

    @Test
    void no_byte_asked_for_is_no_host_operation() {
        try (Guest guest = reading("abc")) {
            guest.succeeds("fd_read", 0, guest.vectors(64, 0), 1, Guest.RESULT);
            guest.succeeds("fd_write", 1, 0, 0, Guest.RESULT);

            assertEquals(0, guest.stdin.operations() + guest.stdout.operations());
        }
    }

    @Test
    void a_write_larger_than_a_chunk_arrives_whole() {
        try (Guest guest = new Guest()) {
            int size = (int) guest.memory.size() - 4096;
            for (int i = 0; i < size; i += 4) {
                guest.memory.putInt(4096 + i, i * 31);
            }
            guest.stdout.takeAtMost(300_001);
            guest.succeeds("fd_write", 1, guest.vectors(4096, size - 5, 4096 + size - 5, 5), 2, Guest.RESULT);

            assertEquals(size, guest.result());
            byte[] memory = guest.memory.snapshot();
            assertArrayEquals(Arrays.copyOfRange(memory, 4096, 4096 + size), guest.stdout.written());
        }
    }

    @Tag("attack-21")
    @Test
    void ten_thousand_buffers_are_one_write() {
        try (Guest guest = new Guest()) {
            int text = guest.put("ab");
            int list = guest.allocate(80_000);
            for (int i = 0; i < 10_000; i++) {
                guest.memory.putInt(list + 8 * i, text);
                guest.memory.putInt(list + 8 * i + 4, 2);
            }
            guest.succeeds("fd_write", 1, list, 10_000, Guest.RESULT);

            assertEquals(20_000, guest.result());
            assertEquals("ab".repeat(10_000), guest.stdout.text());
            assertEquals(1, guest.stdout.operations());
        }
    }

    @Test
    void a_list_of_two_billion_buffers_is_a_fault() {
        try (Guest guest = new Guest()) {
            assertEquals(Errno.FAULT, guest.fails("fd_write", 1, 0, 0x8000_0000L, Guest.RESULT));
            assertEquals(Errno.FAULT, guest.fails("fd_read", 0, 0, 0xFFFF_FFFFL, Guest.RESULT));
        }
    }

    @Test
    void one_bad_buffer_and_nothing_is_written() {
        try (Guest guest = new Guest()) {
            int list = guest.vectors(guest.put("good"), 4, (int) guest.memory.size() - 1, 2);

            assertEquals(Errno.FAULT, guest.fails("fd_write", 1, list, 2, Guest.RESULT));
            assertEquals("", guest.stdout.text());
        }
    }

    @Test
    void a_read_that_overwrites_its_own_list_of_buffers_stays_inside_the_memory() {
        try (Guest guest = reading("\377".repeat(64))) {
            int list = guest.vectors(0, 0, 0, 4);
            guest.memory.putInt(list, list);
            guest.memory.putInt(list + 4, 12);

            assertEquals(Errno.FAULT, guest.fails("fd_read", 0, list, 2, Guest.RESULT));
        }
    }

    @Test
    void descriptors_only_go_their_own_way() {
        try (Guest guest = Guest.at(folder)) {
            int list = guest.vectors(guest.put("x"), 1);
            assertEquals(Errno.BADF, guest.fails("fd_write", 0, list, 1, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_read", 1, list, 1, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_read", 3, list, 1, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_write", 3, list, 1, Guest.RESULT));

            int readOnly = guest.open("file", OpenFlags.CREATE, Rights.FD_READ);
            assertEquals(Errno.BADF, guest.fails("fd_write", readOnly, list, 1, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_pwrite", readOnly, list, 1, 0, Guest.RESULT));
            int writeOnly = guest.open("file", 0, Rights.FD_WRITE);
            assertEquals(Errno.BADF, guest.fails("fd_read", writeOnly, list, 1, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_pread", writeOnly, list, 1, 0, Guest.RESULT));
        }
    }

    @Test
    void a_stream_has_no_position() {
        try (Guest guest = Guest.at(folder)) {
            int list = guest.vectors(guest.put("x"), 1);
            assertEquals(Errno.SPIPE, guest.fails("fd_seek", 0, 0, 0, Guest.RESULT));
            assertEquals(Errno.SPIPE, guest.fails("fd_tell", 1, Guest.RESULT));
            assertEquals(Errno.SPIPE, guest.fails("fd_pread", 0, list, 1, 0, Guest.RESULT));
            assertEquals(Errno.SPIPE, guest.fails("fd_pwrite", 2, list, 1, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_pwrite", 0, list, 1, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_seek", 3, 0, 0, Guest.RESULT));
            assertEquals(Errno.BADF, guest.fails("fd_tell", 3, Guest.RESULT));
        }
    }

    @Test
    void a_file_is_read_and_written_at_its_offset_and_beside_it() throws IOException {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            guest.write(fd, "0123456789");
            guest.succeeds("fd_tell", fd, 32);
            assertEquals(10, guest.memory.getLong(32));

            int buffer = guest.allocate(4);
            guest.succeeds("fd_pread", fd, guest.vectors(buffer, 4), 1, 7, Guest.RESULT);
            assertEquals(3, guest.result());
            assertEquals("789", guest.text(buffer, 3));
            guest.succeeds("fd_pwrite", fd, guest.vectors(guest.put("AB"), 2), 1, 2, Guest.RESULT);
            guest.succeeds("fd_tell", fd, 32);
            assertEquals(10, guest.memory.getLong(32));

            assertEquals("01AB456789", Files.readString(folder.resolve("file")));
            assertEquals(Errno.INVAL, guest.fails("fd_pread", fd, 0, 0, -1, Guest.RESULT));
        }
    }

    @Test
    void whence_counts_from_the_start_the_offset_and_the_end() {
        try (Guest guest = Guest.at(folder)) {
            int fd = guest.create("file");
            guest.write(fd, "0123456789");
            guest.succeeds("fd_seek", fd, 4, 0, 32);
            assertEquals(4, guest.memory.getLong(32));
            guest.succeeds("fd_seek", fd, -1, 1, 32);
            assertEquals(3, guest.memory.getLong(32));
            guest.succeeds("fd_seek", fd, -2, 2, 32);
            assertEquals(8, guest.memory.getLong(32));
            assertEquals("89", guest.read(fd, 5));

            assertEquals(Errno.INVAL, guest.fails("fd_seek", fd, -1, 0, 32));
            assertEquals(Errno.INVAL, guest.fails("fd_seek", fd, 0, 3, 32));
        }
    }

    @Test
    void the_older_version_numbers_whence_otherwise() {
        try (Guest guest = Guest.at(folder).unstable()) {
            int fd = guest.create("file");
            guest.write(fd, "0123456789");
            guest.succeeds("fd_seek", fd, -3, 1, 32);
            assertEquals(7, guest.memory.getLong(32));
            guest.succeeds("fd_seek", fd, -1, 0, 32);
            assertEquals(6, guest.memory.getLong(32));
            guest.succeeds("fd_seek", fd, 2, 2, 32);
            assertEquals(2, guest.memory.getLong(32));
        }
    }

    @Test
    void an_appending_file_is_written_at_its_end() throws IOException {
        Files.writeString(folder.resolve("file"), "abc");
        try (Guest guest = Guest.at(folder)) {
            guest.succeeds("path_open", 3, 0, guest.put("file"), 4, 0, READ_WRITE, 0, FdFlags.APPEND, Guest.RESULT);
            int fd = guest.result();
            guest.write(fd, "def");

            assertEquals("abcdef", Files.readString(folder.resolve("file")));
        }
    }

    @Test
    void a_closed_pipe_is_told_to_the_guest_and_to_the_host() {
        try (Guest guest = new Guest()) {
            guest.write(1, "x");
            assertFalse(guest.wasi.outputClosed());

            guest.stdout.breakPipe();

            assertEquals(Errno.PIPE, guest.fails("fd_write", 1, guest.vectors(64, 1), 1, Guest.RESULT));
            assertTrue(guest.wasi.outputClosed());
        }
    }

    @Test
    void the_output_limit_stops_the_guest_after_what_fits() {
        try (Guest guest = new Guest("", builder -> builder.meters(Guest.limits(0, 0, 10)))) {
            guest.write(1, "1234");
            guest.write(2, "567");

            QuotaExceededException e = assertThrows(QuotaExceededException.class, () -> guest.write(1, "890AB"));

            assertEquals(Quota.OUTPUT, e.quota());
            assertEquals("1234890", guest.stdout.text());
            assertEquals("567", guest.stderr.text());
            assertThrows(QuotaExceededException.class, () -> guest.write(2, "C"));
        }
    }

    @Test
    void output_that_just_fits_does_not_stop_the_guest() {
        try (Guest guest = new Guest("", builder -> builder.meters(Guest.limits(0, 0, 4)))) {
            guest.write(1, "1234");
            guest.succeeds("fd_write", 1, 0, 0, Guest.RESULT);
        }
    }
}
