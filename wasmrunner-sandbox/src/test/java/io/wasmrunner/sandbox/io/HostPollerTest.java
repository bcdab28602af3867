package io.wasmrunner.sandbox.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostPollerTest {
    private static final long HUNDRED_YEARS = TimeUnit.DAYS.toNanos(36_500);

    private final Poller poller = new HostPoller();

    @Test
    void nothing_to_wait_for_is_a_sleep() {
        long start = System.nanoTime();
        assertTrue(poller.poll(List.of(), 2_000_000).isEmpty());
        assertTrue(System.nanoTime() - start >= 2_000_000);
    }

    @Test
    void no_time_to_wait_only_looks() {
        assertTrue(poller.poll(List.of(), 0).isEmpty());
    }

    @Test
    void a_sleep_of_a_hundred_years_ends_when_it_is_interrupted() {
        Thread.currentThread().interrupt();
        assertThrows(GuestInterruptedException.class, () -> poller.poll(List.of(), HUNDRED_YEARS));
        Thread.currentThread().interrupt();
        assertThrows(GuestInterruptedException.class, () -> poller.poll(List.of(), -1));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void a_wait_for_a_connection_ends_when_it_is_interrupted() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (Listener listener : List.of(
                Listeners.tcp(new InetSocketAddress(loopback, 0)),
                NioListener.bind(new InetSocketAddress(loopback, 0)))) {
            Thread guest = Thread.currentThread();
            Thread interrupter = Thread.ofPlatform().start(guest::interrupt);
            List<Poller.Interest> interests = List.of(new Poller.Interest(listener, true));
            assertThrows(GuestInterruptedException.class, () -> poller.poll(interests, HUNDRED_YEARS));
            interrupter.join();
            listener.close();
        }
    }

    @Test
    void ready_streams_are_named_in_order() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        for (Listener busy : List.of(
                Listeners.tcp(new InetSocketAddress(loopback, 0)),
                NioListener.bind(new InetSocketAddress(loopback, 0)))) {
            Listener idle = Listeners.tcp(new InetSocketAddress(loopback, 0));
            try (Socket client = new Socket(loopback, busy.port())) {
                List<Poller.Interest> interests = List.of(
                        new Poller.Interest(idle, true),
                        new Poller.Interest(busy, true),
                        new Poller.Interest(MemoryStreams.empty(), true));
                List<Poller.Readiness> readiness = poller.poll(interests, HUNDRED_YEARS);
                assertEquals(
                        List.of(false, true, true),
                        readiness.stream().map(Poller.Readiness::ready).toList());
                assertTrue(client.isConnected());
            }
            idle.close();
            busy.close();
        }
    }

    @Test
    void ten_thousand_interests_in_one_descriptor_are_answered_each() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Listener listener = Listeners.tcp(new InetSocketAddress(loopback, 0));
        List<Poller.Interest> interests = Collections.nCopies(10_000, new Poller.Interest(listener, true));
        assertEquals(10_000, poller.poll(interests, 0).size());
        try (Socket client = new Socket(loopback, listener.port())) {
            assertTrue(client.isConnected());
            assertTrue(poller.poll(interests, HUNDRED_YEARS).stream().allMatch(Poller.Readiness::ready));
        }
        listener.close();
    }

    @Test
    void a_peer_that_left_is_a_hang_up() throws Exception {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        Listener listener = Listeners.tcp(new InetSocketAddress(loopback, 0));
        StreamSocket accepted;
        try (Socket client = new Socket(loopback, listener.port())) {
            accepted = listener.accept();
            assertFalse(poller.poll(List.of(new Poller.Interest(accepted, true)), 0)
                    .getFirst()
                    .ready());
            assertTrue(client.isConnected());
        }
        Poller.Readiness readiness = poller.poll(List.of(new Poller.Interest(accepted, true)), HUNDRED_YEARS)
                .getFirst();
        assertTrue(readiness.ready());
        assertEquals(accepted.descriptor() >= 0, readiness.hangUp());
        accepted.close();
        listener.close();
    }
}
