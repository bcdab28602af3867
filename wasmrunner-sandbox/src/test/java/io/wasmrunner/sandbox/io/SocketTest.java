package io.wasmrunner.sandbox.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "native library: {0}")
@ValueSource(booleans = {true, false})
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SocketTest {
    @Parameter
    boolean nativeLibrary;

    private final InetAddress loopback = InetAddress.getLoopbackAddress();
    private Listener listener;

    private Listener bind(int port) {
        InetSocketAddress address = new InetSocketAddress(loopback, port);
        return nativeLibrary ? NativeListener.bind(address) : NioListener.bind(address);
    }

    @BeforeEach
    void listen() {
        assumeTrue(!nativeLibrary || NativeLibrary.available(), "no native library here");
        listener = bind(0);
    }

    @AfterEach
    void close() {
        if (listener != null) {
            listener.close();
        }
    }

    private interface Conversation {
        void hold(Socket client, StreamSocket server) throws IOException;
    }

    private void connect(Conversation conversation) throws IOException {
        try (Socket client = new Socket(loopback, listener.port())) {
            StreamSocket server = listener.accept();
            conversation.hold(client, server);
            server.close();
            server.close();
        }
    }

    private static Errno errno(Executable operation) {
        return assertThrows(ErrnoException.class, operation).errno();
    }

    @Test
    void bytes_go_both_ways() throws IOException {
        connect((client, server) -> {
            assertEquals(HostStream.Kind.SOCKET, server.kind());
            client.getOutputStream().write(new byte[] {1, 2, 3});
            byte[] got = new byte[10];
            assertEquals(3, server.receive(got, 2, 3, false, true));
            assertArrayEquals(new byte[] {0, 0, 1, 2, 3, 0, 0, 0, 0, 0}, got);
            assertEquals(2, server.write(new byte[] {9, 8, 7}, 1, 2));
            assertArrayEquals(new byte[] {8, 7}, client.getInputStream().readNBytes(2));
        });
    }

    @Test
    void a_megabyte_arrives_whole() throws IOException {
        byte[] bytes = new byte[1 << 20];
        new Random(3).nextBytes(bytes);
        connect((client, server) -> {
            Thread writer = Thread.ofPlatform().start(() -> {
                int done = 0;
                while (done < bytes.length) {
                    done += server.write(bytes, done, bytes.length - done);
                }
            });
            assertArrayEquals(bytes, client.getInputStream().readNBytes(bytes.length));
            join(writer);
        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void peeking_leaves_the_bytes_where_they_are() throws IOException {
        connect((client, server) -> {
            client.getOutputStream().write(new byte[] {1, 2, 3, 4});
            byte[] got = new byte[4];
            assertEquals(4, server.receive(got, 0, 4, true, true));
            assertEquals(4, server.receive(got, 0, 4, true, true));
            assertEquals(4, server.receive(got, 0, 4, false, true));
            assertArrayEquals(new byte[] {1, 2, 3, 4}, got);
        });
    }

    @Test
    void waiting_for_all_ends_early_when_the_peer_does() throws IOException {
        connect((client, server) -> {
            client.getOutputStream().write(new byte[] {1, 2});
            client.shutdownOutput();
            byte[] got = new byte[4];
            assertEquals(2, server.receive(got, 0, 4, false, true));
            assertEquals(0, server.read(got, 0, 4));
        });
    }

    @Test
    void non_blocking_says_again_instead_of_waiting() throws IOException {
        listener.setNonBlocking(true);
        assertEquals(Errno.AGAIN, errno(() -> listener.accept()));
        listener.setNonBlocking(false);
        connect((client, server) -> {
            server.setNonBlocking(true);
            assertFalse(server.readable());
            assertTrue(server.writable());
            assertEquals(Errno.AGAIN, errno(() -> server.read(new byte[1], 0, 1)));
            byte[] much = new byte[1 << 16];
            assertEquals(Errno.AGAIN, errno(() -> {
                while (true) {
                    server.write(much, 0, much.length);
                }
            }));
        });
    }

    @Test
    void shutting_down_the_writing_side_ends_the_peers_input() throws IOException {
        connect((client, server) -> {
            server.shutdown(false, true);
            assertEquals(-1, client.getInputStream().read());
            client.getOutputStream().write(5);
            byte[] got = new byte[1];
            assertEquals(1, server.read(got, 0, 1));
            assertEquals(Errno.INVAL, errno(() -> server.shutdown(false, false)));
        });
    }

    @Test
    void an_accept_that_waits_ends_when_it_is_interrupted() {
        Thread.currentThread().interrupt();
        assertThrows(GuestInterruptedException.class, () -> listener.accept());
    }

    @Test
    void a_port_in_use_says_so() {
        assertEquals(Errno.ADDRINUSE, errno(() -> bind(listener.port())));
    }

    @Test
    void a_closed_listener_and_a_closed_connection_say_bad_descriptor() throws IOException {
        connect((client, server) -> {
            server.close();
            assertEquals(Errno.BADF, errno(() -> server.read(new byte[1], 0, 1)));
        });
        listener.close();
        assertEquals(Errno.BADF, errno(() -> listener.accept()));
    }

    @Test
    void an_unresolved_name_is_not_looked_up() {
        InetSocketAddress unresolved = InetSocketAddress.createUnresolved("localhost", 0);
        for (Errno errno :
                List.of(errno(() -> NativeListener.bind(unresolved)), errno(() -> NioListener.bind(unresolved)))) {
            assertEquals(Errno.ADDRNOTAVAIL, errno);
        }
    }
}
