package io.wasmrunner.runtime.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.io.StreamSocket;
import io.wasmrunner.sandbox.net.Network;
import io.wasmrunner.sandbox.net.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OutboundFunctionsTest {
    private static final byte[] FOUR = {10, 0, 0, 7};
    private static final byte[] SIXTEEN = {0x20, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9};

    /** Knows {@code db} and lets connect to 10.0.0.7:5432. */
    private record Known(MemoryStream peer) implements Outbound {
        @Override
        public List<byte[]> resolve(byte[] name, int family) {
            if (!new String(name, StandardCharsets.UTF_8).equals("db")) {
                throw ErrnoException.refused(Errno.ACCES, "not in --allow-host");
            }
            return family == 4 ? List.of(FOUR) : family == 6 ? List.of(SIXTEEN) : List.of(SIXTEEN, FOUR);
        }

        @Override
        public StreamSocket connect(byte[] address, int port) {
            if (address.length != 4 || port != 5432) {
                throw ErrnoException.refused(Errno.ACCES, "not in --allow-host");
            }
            return peer;
        }

        @Override
        public void close() {
            peer.write(new byte[] {'.'}, 0, 1);
        }
    }

    private final MemoryStream peer = MemoryStream.socket("answer");
    private final Guest guest = new Guest("", builder -> builder.network(new Network(new Known(peer), 1, 12)));

    private int open() {
        guest.succeeds("sock_open", 1, 2, Guest.RESULT);
        return guest.result();
    }

    private int address(byte[] bytes) {
        return guest.vectors(guest.put(bytes), bytes.length);
    }

    @Test
    void a_socket_is_opened_connected_sent_to_and_received_from() {
        int fd = open();
        guest.succeeds("sock_connect", fd, address(FOUR), 5432);
        guest.succeeds("sock_send", fd, guest.vectors(guest.put("hello"), 5), 1, 0, Guest.RESULT);
        assertEquals("hello", peer.text());
        assertEquals("answer", guest.read(fd, 6));
        guest.succeeds("fd_close", fd);
        assertTrue(peer.closed());
    }

    @Test
    void before_it_is_connected_a_socket_has_nobody_to_talk_to() {
        int fd = open();
        assertEquals(Errno.NOTCONN, guest.fails("sock_send", fd, guest.vectors(64, 1), 1, 0, Guest.RESULT));
        assertEquals(Errno.NOTCONN, guest.fails("sock_getpeeraddr", fd, address(FOUR), 24, 28));
        guest.succeeds("fd_fdstat_set_flags", fd, FdFlags.NONBLOCK);
        guest.succeeds("sock_connect", fd, address(FOUR), 5432);
        assertTrue(peer.nonBlocking());
        assertEquals(Errno.ISCONN, guest.fails("sock_connect", fd, address(FOUR), 5432));
    }

    @Test
    void what_is_not_allowed_is_recorded_with_what_the_guest_wanted() {
        int fd = open();
        assertEquals(Errno.ACCES, guest.fails("sock_connect", fd, address(FOUR), 22));
        assertEquals(Errno.ACCES, guest.fails("sock_connect", fd, address(SIXTEEN), 5432));
        assertEquals(ErrnoNumbers.of(Errno.ACCES), lookUp("evil\u001b.com", 0, 0));
        assertEquals(Errno.ACCES, guest.fails("sock_bind", fd, address(FOUR), 80));
        assertEquals(
                List.of("10.0.0.7:22", "[2001:0:0:0:0:0:0:9]:5432", "evil?.com", "connection"),
                guest.violations.first().stream().map(Violation::target).toList());
        assertEquals(Violation.Kind.NETWORK, guest.violations.first().getFirst().kind());
    }

    @Test
    void without_a_network_the_functions_are_there_and_refuse() {
        Guest alone = new Guest();
        alone.succeeds("sock_open", 1, 2, Guest.RESULT);
        int at = alone.vectors(alone.put(FOUR), 4);
        assertEquals(Errno.ACCES, alone.fails("sock_connect", alone.result(), at, 80));
        assertEquals(
                "the guest has no network (--allow-host gives it some)",
                alone.violations.first().getFirst().reason());
    }

    @Test
    void only_streams_of_the_internet_can_be_opened() {
        assertEquals(Errno.PROTONOSUPPORT, guest.fails("sock_open", 1, 1, Guest.RESULT));
        assertEquals(Errno.AFNOSUPPORT, guest.fails("sock_open", 3, 2, Guest.RESULT));
        assertEquals(Errno.AFNOSUPPORT, guest.fails("sock_open", 0, 2, Guest.RESULT));
        assertEquals(Errno.FAULT, guest.fails("sock_open", 1, 2, -1));
        assertEquals(3, open());
    }

    @Test
    void malformed_addresses_and_ports_are_told_apart_from_refusals() {
        int fd = open();
        assertEquals(Errno.INVAL, guest.fails("sock_connect", fd, guest.vectors(64, 5), 80));
        assertEquals(Errno.INVAL, guest.fails("sock_connect", fd, address(FOUR), 0));
        assertEquals(Errno.INVAL, guest.fails("sock_connect", fd, address(FOUR), 65536 + 5432));
        assertEquals(Errno.FAULT, guest.fails("sock_connect", fd, -4, 80));
        assertEquals(Errno.FAULT, guest.fails("sock_connect", fd, guest.vectors(-2, 4), 80));
        assertEquals(Errno.NOTSOCK, guest.fails("sock_connect", 0, address(FOUR), 80));
        assertEquals(Errno.BADF, guest.fails("sock_connect", 99, address(FOUR), 80));
        assertEquals(0, guest.violations.count());
    }

    @Test
    void no_more_connections_are_open_than_allowed() {
        int first = open();
        guest.succeeds("sock_connect", first, address(FOUR), 5432);
        int second = open();
        assertEquals(Errno.MFILE, guest.fails("sock_connect", second, address(FOUR), 5432));
        guest.succeeds("fd_close", first);
        guest.succeeds("sock_connect", second, address(FOUR), 5432);
        assertEquals(0, guest.violations.count());
    }

    @Test
    void no_more_bytes_go_through_than_allowed() {
        int fd = open();
        guest.succeeds("sock_connect", fd, address(FOUR), 5432);
        assertEquals("answer", guest.read(fd, 6));
        guest.succeeds("sock_send", fd, guest.vectors(guest.put("12345678"), 8), 1, 0, Guest.RESULT);
        assertEquals(6, guest.result());
        assertEquals(Errno.DQUOT, guest.fails("sock_send", fd, guest.vectors(64, 1), 1, 0, Guest.RESULT));
        assertEquals(Violation.Kind.QUOTA, guest.violations.first().getFirst().kind());
        assertEquals(
                "the network limit of 12 bytes is reached (--max-network-bytes)",
                guest.violations.first().getFirst().reason());
    }

    private int chain;
    private int data;

    /** Looks a name up with room for two; the errno. */
    private int lookUp(String name, int family, int dataRoom) {
        data = guest.allocate(64);
        int second = addrinfo(data + 32, dataRoom, 0);
        chain = addrinfo(data, dataRoom, second);
        int hint = guest.allocate(28);
        guest.memory.putByte(hint + 2, family);
        return guest.call(
                "sock_getaddrinfo",
                guest.put(name + "\0"),
                Guest.length(name) + 1,
                guest.put("8080"),
                4,
                hint,
                guest.vectors(chain),
                2,
                Guest.RESULT);
    }

    private int addrinfo(int to, int room, int next) {
        int socket = guest.vectors(0, room, to);
        return guest.vectors(0, 0, 0, socket, 0, 0, next);
    }

    @Test
    void a_name_is_looked_up_into_the_guests_own_chain() {
        assertEquals(0, lookUp("db", 0, 26));
        assertEquals(2, guest.result());
        assertEquals(0x901f, guest.memory.getShort(data));
        assertEquals(9, guest.memory.getByte(data + 21));
        assertEquals(2, guest.memory.getByte(chain + 2));
        assertEquals(2, guest.memory.getByte(chain + 3));
        assertEquals(28, guest.memory.getInt(chain + 8));
        assertEquals(10, guest.memory.getByte(data + 32 + 2));
        assertEquals(7, guest.memory.getByte(data + 32 + 5));
    }

    @Test
    void an_address_that_does_not_fit_is_left_out() {
        assertEquals(0, lookUp("db", 0, 14));
        assertEquals(1, guest.result());
        assertEquals(10, guest.memory.getByte(data + 2));
        assertEquals(16, guest.memory.getInt(chain + 8));
    }

    @Test
    void lookups_with_bad_pointers_and_words_fail_and_change_nothing() {
        int hint = guest.allocate(28);
        int name = guest.put("db");
        int chainAt = guest.vectors(0x7fff_fff0);
        assertEquals(Errno.FAULT, guest.fails("sock_getaddrinfo", name, 2, 0, 0, hint, chainAt, 2, Guest.RESULT));
        assertEquals(Errno.FAULT, guest.fails("sock_getaddrinfo", -1, 2, 0, 0, hint, chainAt, 2, Guest.RESULT));
        assertEquals(
                Errno.NAMETOOLONG, guest.fails("sock_getaddrinfo", name, 513, 0, 0, hint, chainAt, 2, Guest.RESULT));
        assertEquals(
                Errno.INVAL,
                guest.fails("sock_getaddrinfo", name, 2, guest.put("65536"), 5, hint, chainAt, 2, Guest.RESULT));
        assertEquals(Errno.INVAL, guest.fails("sock_getaddrinfo", name, 2, name, 2, hint, chainAt, 2, Guest.RESULT));
        assertEquals(Errno.INVAL, guest.fails("sock_getaddrinfo", name, 2, 0, 0, hint, chainAt, 0, Guest.RESULT));
        assertEquals(Errno.INVAL, guest.fails("sock_getaddrinfo", name, 0, 0, 0, hint, chainAt, 2, Guest.RESULT));
    }

    @Test
    void options_that_would_not_be_kept_are_refused() {
        int fd = open();
        int value = guest.vectors(1, 4);
        guest.succeeds("sock_setsockopt", fd, 0, 0, value, 4);
        guest.succeeds("sock_getsockopt", fd, 0, 2, value, value + 4);
        assertEquals(0, guest.memory.getInt(value));
        guest.succeeds("sock_getsockopt", fd, 0, 1, value, value + 4);
        assertEquals(2, guest.memory.getInt(value));
        assertEquals(Errno.NOPROTOOPT, guest.fails("sock_setsockopt", fd, 0, 11, value, 4));
        assertEquals(Errno.NOPROTOOPT, guest.fails("sock_setsockopt", fd, 6, 1, value, 4));
        assertEquals(Errno.NOPROTOOPT, guest.fails("sock_getsockopt", fd, 0, 9, value, value + 4));
    }

    @Test
    void the_network_ends_with_the_guest() {
        guest.close();
        assertEquals(".", peer.text());
    }
}
