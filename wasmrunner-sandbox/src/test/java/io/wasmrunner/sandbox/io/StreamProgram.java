package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Run by {@link StandardStreamsTest} in a process of its own, so that the standard streams are what the test laid. */
final class StreamProgram {
    private StreamProgram() {}

    public static void main(String[] args) {
        switch (args[0]) {
            case "copy" -> copy();
            case "kinds" ->
                say("%s %s %s"
                        .formatted(
                                StandardStreams.input().kind(),
                                StandardStreams.output().kind(),
                                StandardStreams.error().kind()));
            case "native" -> say(String.valueOf(NativeLibrary.available()));
            case "flood" -> flood();
            case "interrupted-read" -> interruptedRead();
            case "interrupted-write" -> interruptedWrite();
            case "poll" -> poll();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void copy() {
        HostStream input = StandardStreams.input();
        HostStream output = StandardStreams.output();
        byte[] bytes = new byte[1 << 16];
        int count;
        while ((count = input.read(bytes, 0, bytes.length)) > 0) {
            int done = 0;
            while (done < count) {
                done += output.write(bytes, done, count - done);
            }
        }
    }

    private static void say(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StandardStreams.output().write(bytes, 0, bytes.length);
    }

    private static void complain(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StandardStreams.error().write(bytes, 0, bytes.length);
    }

    /** Writes until nobody reads. */
    private static void flood() {
        HostStream output = StandardStreams.output();
        byte[] bytes = new byte[1 << 16];
        try {
            while (true) {
                output.write(bytes, 0, bytes.length);
            }
        } catch (ErrnoException e) {
            complain(e.errno().name());
        }
    }

    private static void interruptedRead() {
        Thread.currentThread().interrupt();
        try {
            StandardStreams.input().read(new byte[1], 0, 1);
        } catch (GuestInterruptedException e) {
            complain("interrupted at once,");
        }
        Thread guest = Thread.currentThread();
        Thread.ofPlatform().daemon().start(() -> interruptOnceWaiting(guest));
        try {
            StandardStreams.input().read(new byte[1], 0, 1);
        } catch (GuestInterruptedException e) {
            complain("interrupted while waiting");
        }
    }

    private static void interruptedWrite() {
        Thread guest = Thread.currentThread();
        byte[] bytes = new byte[1 << 16];
        HostStream output = StandardStreams.output();
        // Fills the pipe; the last of these writes finds no room, and nobody reads.
        HostPoller poller = new HostPoller();
        List<Poller.Interest> room = List.of(new Poller.Interest(output, false));
        while (poller.poll(room, 0).getFirst().ready()) {
            output.write(bytes, 0, bytes.length);
        }
        Thread.ofPlatform().daemon().start(() -> interruptOnceWaiting(guest));
        try {
            output.write(bytes, 0, bytes.length);
        } catch (GuestInterruptedException e) {
            complain("interrupted while waiting");
        }
    }

    /** Interrupts again and again: one that came before the wait began would be seen there too. */
    private static void interruptOnceWaiting(Thread guest) {
        while (guest.isAlive()) {
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
            guest.interrupt();
        }
    }

    /** Waits for the input to become readable, then for its end. */
    private static void poll() {
        HostStream input = StandardStreams.input();
        HostPoller poller = new HostPoller();
        List<Poller.Interest> reading = List.of(new Poller.Interest(input, true));
        say("waiting\n");
        boolean ready = poller.poll(reading, -1).getFirst().ready();
        say("ready " + ready + " available " + input.available() + "\n");
        byte[] bytes = new byte[100];
        int count = input.read(bytes, 0, bytes.length);
        say("read " + count + "\n");
        ready = poller.poll(reading, -1).getFirst().ready();
        say("ready " + ready + " read " + input.read(bytes, 0, bytes.length) + "\n");
    }
}
