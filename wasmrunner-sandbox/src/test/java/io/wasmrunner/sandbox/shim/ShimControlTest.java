package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Ledger;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients may do to a shim, and what they cannot. */
class ShimControlTest {
    private static final int CLIENTS = 64;

    @TempDir
    Path directory;

    private Container counting() throws Exception {
        return new Container(directory.resolve("c"), "count")
                .with("stdin", "open")
                .running();
    }

    private static SocketChannel connect(Container container) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(container.folder.resolve("control")));
        return channel;
    }

    private static void send(SocketChannel channel, String text) throws IOException {
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static String line(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int one; (one = input.read()) >= 0 && one != '\n'; ) {
            line.append((char) one);
        }
        return line.toString();
    }

    private static long count(ShimControl control) {
        return Container.done(control.counters()).values().get(0);
    }

    @Test
    void a_pause_stops_all_progress_and_a_resume_goes_on() throws Exception {
        try (Container container = counting();
                ShimControl control = container.control()) {
            assertEquals("the container is not paused", Container.refused(control.resume()));
            Container.await(() -> count(control) > 1000);
            for (int i = 0; i < 5; i++) {
                Container.done(control.pause());
                long before = count(control);
                assertEquals("the container is paused already", Container.refused(control.pause()));
                assertEquals(
                        ShimState.Phase.PAUSED, Container.done(control.state()).phase());
                for (int j = 0; j < 1000; j++) {
                    assertEquals(before, count(control));
                }
                Container.done(control.resume());
                Container.await(() -> count(control) > before);
            }
            assertEquals(
                    Ledger.State.RUNNING, Container.done(control.counters()).state());
            container.stop();
        }
    }

    @Test
    void whoever_watches_hears_of_each_turn_and_first_of_the_pause_that_there_is() throws Exception {
        BlockingQueue<ShimControl.Turn> early = new LinkedBlockingQueue<>();
        BlockingQueue<ShimControl.Turn> late = new LinkedBlockingQueue<>();
        try (Container container = counting();
                ShimControl control = container.control();
                ShimControl one = container.control();
                ShimControl other = container.control()) {
            Thread.ofPlatform().daemon().start(() -> one.watch(early::add));
            Container.done(control.pause());
            assertEquals(ShimControl.Turn.PAUSED, early.take());
            Thread.ofPlatform().daemon().start(() -> other.watch(late::add));
            assertEquals(ShimControl.Turn.PAUSED, late.take());
            Container.done(control.resume());
            assertEquals(ShimControl.Turn.RESUMED, early.take());
            assertEquals(ShimControl.Turn.RESUMED, late.take());
            container.stop();
            assertEquals(ShimControl.Turn.ENDED, early.take());
            assertEquals(ShimControl.Turn.ENDED, late.take());
        }
    }

    @Test
    void a_paused_container_can_be_stopped() throws Exception {
        try (Container container = counting();
                ShimControl control = container.control()) {
            Container.done(control.pause());
            container.stop();
            assertEquals(new EndRecord.Ending.Killed(15), container.end(1).ending());
        }
    }

    @Test
    void the_deadline_does_not_run_while_the_container_is_paused() throws Exception {
        try (Container container = new Container(directory.resolve("c"), "count")) {
            container.launch.add("deadline-ms", 1500);
            container.running();
            try (ShimControl control = container.control()) {
                Container.done(control.pause());
                long paused = System.nanoTime();
                Container.await(() -> System.nanoTime() - paused > 2_000_000_000L);
                assertEquals(
                        ShimState.Phase.PAUSED, Container.done(control.state()).phase());
                Container.done(control.resume());
            }
            container.awaitEnd();
            assertEquals(EndRecord.Cause.DEADLINE, container.end(1).cause());
        }
    }

    @Test
    void several_requests_may_come_at_once_and_are_answered_in_turn() throws Exception {
        try (Container container = counting();
                SocketChannel channel = connect(container)) {
            InputStream input = Channels.newInputStream(channel);
            send(channel, "state\nnonsense\npause\nstate\nresume\nstate\n");
            assertTrue(line(input).startsWith("ok running 1 "));
            assertEquals("error this is no request", line(input));
            assertEquals("ok", line(input));
            assertTrue(line(input).startsWith("ok paused 1 "));
            assertEquals("ok", line(input));
            assertTrue(line(input).startsWith("ok running 1 "));
        }
    }

    @Test
    void garbage_hurts_nobody_but_its_sender() throws Exception {
        Random random = new Random(7);
        try (Container container = counting()) {
            for (int i = 0; i < 200; i++) {
                byte[] bytes = new byte[random.nextInt(2000)];
                random.nextBytes(bytes);
                try (SocketChannel channel = connect(container)) {
                    if (i % 2 == 0) {
                        send(channel, "attach stdin output\n");
                    }
                    channel.write(ByteBuffer.wrap(bytes));
                } catch (IOException e) {
                    // It was put out before all was sent.
                    assertEquals("Broken pipe", e.getMessage());
                }
            }
            assertEquals(ShimState.Phase.RUNNING, container.state().phase());
            container.stop();
        }
    }

    @Test
    void a_line_that_is_too_long_is_the_last_of_its_client() throws Exception {
        try (Container container = counting();
                SocketChannel channel = connect(container)) {
            send(channel, "s".repeat(256) + "\n" + "s".repeat(257));
            InputStream input = Channels.newInputStream(channel);
            assertEquals("error this is no request", line(input));
            assertEquals("error the line has more than 256 bytes", line(input));
            assertEquals(-1, input.read());
            assertEquals(ShimState.Phase.RUNNING, container.state().phase());
        }
    }

    @Test
    void there_is_room_for_so_many_clients_and_no_more() throws Exception {
        try (Container container = counting()) {
            // The command that started it has let go by the time it is answered.
            List<SocketChannel> clients = new ArrayList<>();
            try {
                for (int i = 0; i < CLIENTS; i++) {
                    SocketChannel client = connect(container);
                    clients.add(client);
                    send(client, "state\n");
                    assertTrue(line(Channels.newInputStream(client)).startsWith("ok running"));
                }
                try (SocketChannel one = connect(container)) {
                    assertEquals("error too many clients", line(Channels.newInputStream(one)));
                }
                send(clients.getFirst(), "state\n");
                assertTrue(line(Channels.newInputStream(clients.getFirst())).startsWith("ok running"));
            } finally {
                for (SocketChannel client : clients) {
                    client.close();
                }
            }
            Container.await(() -> {
                try (ShimControl control = container.control()) {
                    return control.state() instanceof Reply.Done<?>;
                }
            });
            container.stop();
        }
    }

    @Test
    void nobody_else_may_connect() throws Exception {
        try (Container container = counting()) {
            Path control = container.folder.resolve("control");
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(control)));
            container.stop();
            assertFalse(Files.exists(control));
        }
    }
}
