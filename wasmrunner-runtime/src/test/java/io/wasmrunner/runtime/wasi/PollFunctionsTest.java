package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PollFunctionsTest {
    private static final int SIZE = 48;
    private static final int ABSOLUTE = 1;

    @TempDir
    Path folder;

    private static void clock(Guest guest, int at, long userData, int id, long timeout, int flags) {
        guest.memory.putLong(at, userData);
        guest.memory.putByte(at + 8, 0);
        guest.memory.putInt(at + 16, id);
        guest.memory.putLong(at + 24, timeout);
        guest.memory.putShort(at + 40, flags);
    }

    private static void stream(Guest guest, int at, long userData, int type, int fd) {
        guest.memory.putLong(at, userData);
        guest.memory.putByte(at + 8, type);
        guest.memory.putInt(at + 16, fd);
    }

    /** Polls {@code count} subscriptions and returns where the events are. */
    private static int poll(Guest guest, int subscriptions, int count) {
        int events = guest.allocate(32 * count);
        guest.succeeds("poll_oneoff", subscriptions, events, count, Guest.RESULT);
        return events;
    }

    private static void assertEvent(Guest guest, int at, long userData, int type, long bytes, int flags) {
        assertEquals(userData, guest.memory.getLong(at));
        assertEquals(0, guest.memory.getShort(at + 8));
        assertEquals(type, guest.memory.getByte(at + 10));
        assertEquals(bytes, guest.memory.getLong(at + 16));
        assertEquals(flags, guest.memory.getShort(at + 24));
    }

    @Test
    void a_relative_clock_is_a_sleep() {
        try (Guest guest = new Guest()) {
            int subscription = guest.allocate(SIZE);
            clock(guest, subscription, 77, 1, 2_000_000, 0);
            int event = poll(guest, subscription, 1);

            assertEquals(1, guest.result());
            assertEvent(guest, event, 77, 0, 0, 0);
            assertEquals(List.of(2_000_000L), guest.clocks.waits());
        }
    }

    @Test
    void an_absolute_clock_waits_until_its_time() {
        try (Guest guest = new Guest()) {
            int subscription = guest.allocate(SIZE);
            clock(guest, subscription, 1, 0, guest.clocks.realtime() + 30, ABSOLUTE);
            poll(guest, subscription, 1);
            clock(guest, subscription, 1, 1, guest.clocks.monotonic() + 40, ABSOLUTE);
            poll(guest, subscription, 1);
            clock(guest, subscription, 1, 1, guest.clocks.monotonic() - 40, ABSOLUTE);
            poll(guest, subscription, 1);

            assertEquals(List.of(30L, 40L, 0L), guest.clocks.waits());
        }
    }

    @Test
    void the_first_of_several_clocks_ends_the_wait() {
        try (Guest guest = new Guest()) {
            int subscriptions = guest.allocate(3 * SIZE);
            clock(guest, subscriptions, 1, 1, 500, 0);
            clock(guest, subscriptions + SIZE, 2, 0, 100, 0);
            clock(guest, subscriptions + 2 * SIZE, 3, 1, 100, 0);
            int events = poll(guest, subscriptions, 3);

            assertEquals(2, guest.result());
            assertEvent(guest, events, 2, 0, 0, 0);
            assertEvent(guest, events + 32, 3, 0, 0, 0);
        }
    }

    @Test
    void a_wait_of_hours_is_waited_in_parts() {
        try (Guest guest = new Guest()) {
            int subscription = guest.allocate(SIZE);
            clock(guest, subscription, 1, 1, 3 * 3_600_000_000_000L + 5, 0);
            poll(guest, subscription, 1);

            assertEquals(4, guest.clocks.waits().size());
            assertEquals(5, guest.clocks.waits().getLast());
            assertTrue(guest.clocks.waits().stream().allMatch(wait -> wait <= Deadlines.LONGEST));
        }
    }

    @Test
    void more_subscriptions_than_the_host_takes_are_too_much_memory() {
        ByteMemory memory = new ByteMemory(81 << 20);
        MemoryStream stream = MemoryStream.pipe("");
        try (Wasi wasi = new Wasi(
                WasiConfig.builder(stream, stream, stream, new ManualClocks()).build())) {
            long number = wasi.find("wasi_snapshot_preview1", "poll_oneoff")
                    .orElseThrow()
                    .body()
                    .call(memory, new long[] {0, 0, (1 << 20) + 1, 0});

            assertEquals(ErrnoNumbers.of(Errno.NOMEM), number);
        }
    }

    @Test
    void stdin_is_ready_when_it_holds_bytes_and_the_clock_is_when_it_does_not() {
        for (String input : new String[] {"", "abc"}) {
            try (Guest guest = new Guest(input, UnaryOperator.identity())) {
                int subscriptions = guest.allocate(2 * SIZE);
                clock(guest, subscriptions, 1, 1, 100, 0);
                stream(guest, subscriptions + SIZE, 2, 1, 0);
                int events = poll(guest, subscriptions, 2);

                assertEquals(1, guest.result());
                if (input.isEmpty()) {
                    assertEvent(guest, events, 1, 0, 0, 0);
                } else {
                    assertEvent(guest, events, 2, 1, 3, 0);
                }
            }
        }
    }

    @Test
    void files_are_always_ready_and_say_how_much_is_left() {
        try (Guest guest = Guest.at(folder)) {
            int file = guest.create("file");
            guest.write(file, "0123456789");
            int subscriptions = guest.allocate(2 * SIZE);
            stream(guest, subscriptions, 1, 1, file);
            stream(guest, subscriptions + SIZE, 2, 2, file);
            int events = poll(guest, subscriptions, 2);
            assertEvent(guest, events, 1, 1, 0, 1);
            assertEvent(guest, events + 32, 2, 2, 1, 0);

            guest.succeeds("fd_seek", file, 4, 0, 32);
            events = poll(guest, subscriptions, 2);
            assertEvent(guest, events, 1, 1, 6, 0);
        }
    }

    @Test
    void what_cannot_be_waited_for_is_a_bad_descriptor() {
        try (Guest guest = Guest.at(folder)) {
            int subscription = guest.allocate(SIZE);
            int[][] bad = {{1, 1}, {2, 0}, {1, 3}, {2, 3}, {1, 99}};
            for (int[] typeAndFd : bad) {
                stream(guest, subscription, 1, typeAndFd[0], typeAndFd[1]);
                assertEquals(Errno.BADF, guest.fails("poll_oneoff", subscription, 64, 1, Guest.RESULT));
            }
        }
    }

    @Test
    void malformed_subscriptions_and_none_are_invalid() {
        try (Guest guest = new Guest()) {
            int subscription = guest.allocate(SIZE);
            assertEquals(Errno.INVAL, guest.fails("poll_oneoff", subscription, 64, 0, Guest.RESULT));
            stream(guest, subscription, 1, 3, 0);
            assertEquals(Errno.INVAL, guest.fails("poll_oneoff", subscription, 64, 1, Guest.RESULT));
            clock(guest, subscription, 1, 2, 0, 0);
            assertEquals(Errno.INVAL, guest.fails("poll_oneoff", subscription, 64, 1, Guest.RESULT));
            clock(guest, subscription, 1, 1, 0, 2);
            assertEquals(Errno.INVAL, guest.fails("poll_oneoff", subscription, 64, 1, Guest.RESULT));
        }
    }

    @Tag("attack-21")
    @Test
    void ten_thousand_subscriptions_ask_the_host_about_each_stream_once() {
        try (Guest guest = new Guest("x", UnaryOperator.identity())) {
            int count = 10_000;
            int subscriptions = guest.allocate(count * SIZE);
            for (int i = 0; i < count; i++) {
                stream(guest, subscriptions + i * SIZE, i, i % 2 == 0 ? 1 : 2, i % 2);
            }
            int events = poll(guest, subscriptions, count);

            assertEquals(count, guest.result());
            assertEvent(guest, events + 32 * 9_999, 9_999, 2, 1, 0);
            assertEquals(List.of(2), guest.clocks.interestCounts());
        }
    }

    @Test
    void events_may_be_written_over_the_subscriptions() {
        try (Guest guest = new Guest()) {
            int subscriptions = guest.allocate(100 * SIZE);
            for (int i = 0; i < 100; i++) {
                stream(guest, subscriptions + i * SIZE, i, 2, 1);
            }
            guest.succeeds("poll_oneoff", subscriptions, subscriptions, 100, Guest.RESULT);

            assertEquals(100, guest.result());
            for (int i = 0; i < 100; i++) {
                assertEvent(guest, subscriptions + 32 * i, i, 2, 1, 0);
            }
        }
    }

    @Test
    void the_older_version_names_the_clock_twice() {
        try (Guest guest = new Guest().unstable()) {
            int subscriptions = guest.allocate(2 * 56);
            guest.memory.putLong(subscriptions, 7);
            guest.memory.putLong(subscriptions + 16, -1);
            guest.memory.putInt(subscriptions + 24, 1);
            guest.memory.putLong(subscriptions + 32, 900);
            stream(guest, subscriptions + 56, 8, 1, 0);
            int events = poll(guest, subscriptions, 2);

            assertEquals(1, guest.result());
            assertEvent(guest, events, 7, 0, 0, 0);
            assertEquals(List.of(900L), guest.clocks.waits());
        }
    }
}
