package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SocketFunctionsTest {
    @TempDir
    Path folder;

    private static Guest listening(MemoryStream... connections) {
        return new Guest("", builder -> builder.listener(new QueueListener(connections)));
    }

    private static int accept(Guest guest, int flags) {
        guest.succeeds("sock_accept", 3, flags, Guest.RESULT);
        return guest.result();
    }

    @Test
    void a_connection_is_accepted_received_from_and_sent_to() {
        MemoryStream peer = MemoryStream.socket("request");
        try (Guest guest = listening(peer)) {
            int fd = accept(guest, FdFlags.NONBLOCK);
            assertTrue(peer.nonBlocking());
            int buffer = guest.allocate(4);
            int rest = guest.allocate(16);
            guest.memory.putShort(20, -1);
            guest.succeeds("sock_recv", fd, guest.vectors(buffer, 4, rest, 16), 2, 0, Guest.RESULT, 20);
            assertEquals(7, guest.result());
            assertEquals("requ", guest.text(buffer, 4));
            assertEquals("est", guest.text(rest, 3));
            assertEquals(0, guest.memory.getShort(20));

            guest.succeeds("sock_send", fd, guest.vectors(guest.put("answer"), 6), 1, 0, Guest.RESULT);
            assertEquals("answer", peer.text());
            guest.succeeds("sock_shutdown", fd, 2);
            assertEquals("w", peer.shutDown());
            guest.succeeds("fd_close", fd);
            assertTrue(peer.closed());
            assertEquals(Errno.AGAIN, guest.fails("sock_accept", 3, 0, Guest.RESULT));
        }
    }

    @Test
    void peeking_leaves_the_bytes_and_plain_reads_and_writes_work_as_well() {
        MemoryStream peer = MemoryStream.socket("hello");
        try (Guest guest = listening(peer)) {
            int fd = accept(guest, 0);
            int buffer = guest.allocate(8);
            guest.succeeds("sock_recv", fd, guest.vectors(buffer, 2), 1, 1, Guest.RESULT, 20);
            assertEquals("he", guest.text(buffer, 2));

            assertEquals("hello", guest.read(fd, 8));
            guest.write(fd, "bye");
            assertEquals("bye", peer.text());
        }
    }

    @Test
    void what_a_guest_sends_is_not_output() {
        MemoryStream peer = MemoryStream.socket("");
        try (Guest guest = new Guest(
                "", builder -> builder.listener(new QueueListener(peer)).meters(Guest.limits(0, 0, 1)))) {
            guest.write(accept(guest, 0), "more than one byte");
            peer.breakPipe();
            assertEquals(Errno.PIPE, guest.fails("fd_write", 4, guest.vectors(64, 1), 1, Guest.RESULT));
            assertFalse(guest.wasi.outputClosed());
        }
    }

    @Test
    void sockets_report_their_kind_their_flags_and_their_rights() {
        try (Guest guest = listening(MemoryStream.socket(""))) {
            int fd = accept(guest, 0);
            guest.succeeds("fd_fdstat_set_flags", fd, FdFlags.NONBLOCK);
            guest.succeeds("fd_fdstat_get", fd, 64);
            assertEquals(6, guest.memory.getByte(64));
            assertEquals(FdFlags.NONBLOCK, guest.memory.getShort(66));
            assertEquals(Rights.SOCKET, guest.memory.getLong(72));
            guest.succeeds("fd_fdstat_get", 3, 64);
            assertEquals(Rights.LISTENER, guest.memory.getLong(72));
            assertEquals(Rights.SOCKET, guest.memory.getLong(80));
            guest.succeeds("fd_filestat_get", fd, 64);
            assertEquals(6, guest.memory.getLong(80));
            assertEquals(Errno.INVAL, guest.fails("fd_fdstat_set_flags", fd, FdFlags.APPEND));
            assertEquals(Errno.SPIPE, guest.fails("fd_seek", fd, 0, 0, 32));
        }
    }

    @Test
    void readiness_of_listeners_and_connections_can_be_waited_for() {
        try (Guest guest = listening(MemoryStream.socket("abc"))) {
            guest.memory.putByte(64 + 8, 1);
            guest.memory.putInt(64 + 16, 3);
            guest.succeeds("poll_oneoff", 64, 256, 1, Guest.RESULT);
            assertEquals(1, guest.memory.getByte(256 + 10));
            guest.memory.putInt(64 + 16, accept(guest, 0));
            guest.succeeds("poll_oneoff", 64, 256, 1, Guest.RESULT);
            assertEquals(3, guest.memory.getLong(256 + 16));
        }
    }

    @Test
    void bad_flags_are_told_apart() {
        try (Guest guest = listening(MemoryStream.socket("abc"))) {
            assertEquals(Errno.INVAL, guest.fails("sock_accept", 3, FdFlags.APPEND, Guest.RESULT));
            int fd = accept(guest, 0);
            assertEquals(Errno.INVAL, guest.fails("sock_recv", fd, 0, 0, 4, Guest.RESULT, 20));
            assertEquals(Errno.NOTSUP, guest.fails("sock_send", fd, 0, 0, 1, Guest.RESULT));
            assertEquals(Errno.INVAL, guest.fails("sock_shutdown", fd, 0));
            assertEquals(Errno.INVAL, guest.fails("sock_shutdown", fd, 4));
        }
    }

    @Test
    void what_is_no_socket_says_so() {
        try (Guest guest = Guest.at(folder)) {
            for (int fd : new int[] {0, 1, 3, guest.create("file")}) {
                assertEquals(Errno.NOTSOCK, guest.fails("sock_accept", fd, 0, Guest.RESULT));
                assertEquals(Errno.NOTSOCK, guest.fails("sock_recv", fd, 0, 0, 0, Guest.RESULT, 20));
                assertEquals(Errno.NOTSOCK, guest.fails("sock_send", fd, 0, 0, 0, Guest.RESULT));
                assertEquals(Errno.NOTSOCK, guest.fails("sock_shutdown", fd, 1));
            }
            assertEquals(Errno.BADF, guest.fails("sock_shutdown", 99, 1));
        }
        try (Guest guest = listening()) {
            assertEquals(Errno.NOTCONN, guest.fails("sock_shutdown", 3, 1));
        }
    }

    @Test
    void a_full_table_accepts_no_connection() {
        MemoryStream peer = MemoryStream.socket("still there");
        QueueListener listener = new QueueListener(peer);
        try (Guest guest = new Guest("", builder -> builder.listener(listener).meters(Guest.limits(0, 4, 0)))) {
            assertEquals(Errno.MFILE, guest.fails("sock_accept", 3, 0, Guest.RESULT));
            assertTrue(listener.readable());
        }
    }
}
