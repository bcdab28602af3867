package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A connection to the shim of a container. What it says is read with bounds and not believed further. */
public final class ShimControl implements AutoCloseable {
    /** The name of its socket. */
    public static final String SOCKET = "control";

    /** Milliseconds after which a shim that should answer at once is taken to be unable to. */
    private static final int PATIENCE = 10_000;

    /** The same for one that first has to hear from the launcher. */
    private static final int LONG_PATIENCE = 60_000;

    private static final String OK = "ok";

    private final ShimLine line;

    private ShimControl(ShimLine line) {
        this.line = line;
    }

    /** Nothing but that it was done. */
    public enum Nothing {
        NOTHING
    }

    /** Makes something of the text of an answer, null when it is not what it should be. */
    private interface Reader<T> {
        @Nullable
        T read(String text);
    }

    /**
     * Connects to the shim of the container with that folder; empty when none lives.
     *
     * @throws ErrnoException when it cannot be told, as ACCES for another user's container
     */
    public static Optional<ShimControl> connect(Path folder) {
        ShimLine.needLibrary();
        int descriptor = NativeIo.connect(ShimLine.cString(folder.toString()), ShimLine.cString(SOCKET));
        if (descriptor >= 0) {
            return Optional.of(new ShimControl(new ShimLine(descriptor)));
        }
        Errno errno = NativeErrnos.of(-descriptor);
        if (errno == Errno.NOENT || errno == Errno.CONNREFUSED || errno == Errno.NOTDIR) {
            return Optional.empty();
        }
        throw NativeErrnos.failure(descriptor);
    }

    /** What the container is doing. */
    public Reply<ShimState> state() {
        return ask("state", PATIENCE, ShimState::parse);
    }

    /** What its run has counted up to now. */
    public Reply<Counters> counters() {
        return ask("counters", PATIENCE, Counters::parse);
    }

    /** Ends the run as by that signal, 1 to 64; what follows is decided as after any other end. */
    public Reply<Nothing> signal(int number) {
        return ask("signal " + number, PATIENCE);
    }

    /**
     * Ends the container: no run follows.
     *
     * @param milliseconds after which a launcher that has not ended its run is killed itself, ten seconds later
     * @param mine whether the caller settles the run, as long as this connection is open; the shim then asks no command
     */
    public Reply<Nothing> stop(int signal, int milliseconds, boolean mine) {
        return ask("stop " + signal + ' ' + milliseconds + (mine ? " mine" : " -"), PATIENCE);
    }

    /** Ends the run, when there is one, and starts the next at once. */
    public Reply<Nothing> restart(int signal, int milliseconds) {
        return ask("restart " + signal + ' ' + milliseconds, PATIENCE);
    }

    /** Holds the run where it is; once it is answered nothing of the guest moves. */
    public Reply<Nothing> pause() {
        return ask("pause", LONG_PATIENCE);
    }

    public Reply<Nothing> resume() {
        return ask("resume", LONG_PATIENCE);
    }

    /** What becomes of a run that somebody watches. */
    public enum Turn {
        PAUSED,
        RESUMED,
        /** It ended and is settled, or its shim is gone, or this connection. */
        ENDED
    }

    /** Tells what becomes of the run that there is, also that it is paused already; returns after its end. */
    public void watch(Consumer<Turn> watcher) {
        Turn turn = ask("watch", PATIENCE) instanceof Reply.Done ? turn() : Turn.ENDED;
        while (turn != Turn.ENDED) {
            watcher.accept(turn);
            turn = turn();
        }
        watcher.accept(turn);
    }

    private Turn turn() {
        byte[] said = line.line(ShimLine.FOREVER);
        String text = said == null ? "" : new String(said, StandardCharsets.US_ASCII);
        return text.equals("paused") ? Turn.PAUSED : text.equals("resumed") ? Turn.RESUMED : Turn.ENDED;
    }

    /** Waits until the next end of a run is settled. */
    public void awaitNext() {
        ask("wait next", ShimLine.FOREVER);
    }

    /** Waits until the container has come to its end and may be started anew. */
    public void awaitEnd() {
        ask("wait end", ShimLine.FOREVER);
    }

    /** The same of the container with that folder; returns at once when no shim keeps it. */
    public static void awaitEnd(Path folder) {
        try (ShimControl shim = connect(folder).orElse(null)) {
            if (shim != null) {
                shim.awaitEnd();
            }
        }
    }

    /**
     * Asks, when a run has ended, whether this process is to settle it: done when the shim waits for that until
     * {@link #settled} or the end of this connection, 60 seconds at most.
     */
    public Reply<Nothing> settle() {
        return ask("settle", PATIENCE);
    }

    /** Says what the settling command would have said (docs/shim.md). */
    public Reply<Nothing> settled(String answer) {
        return ask("settled " + answer, PATIENCE);
    }

    /** Turns this connection into an attachment, which then is the one to close. */
    public Reply<Attachment> attach(boolean input, boolean output) {
        return attach(input, output, false);
    }

    /** The same; with {@code settles} this process settles the runs that end while the connection is open. */
    public Reply<Attachment> attach(boolean input, boolean output, boolean settles) {
        return ask(
                "attach " + (input ? "stdin " : "- ") + (output ? "output" : "-") + (settles ? " settle" : ""),
                PATIENCE,
                text -> new Attachment(line));
    }

    private Reply<Nothing> ask(String request, int milliseconds) {
        return ask(request, milliseconds, text -> Nothing.NOTHING);
    }

    private <T> Reply<T> ask(String request, int milliseconds, Reader<T> reader) {
        byte[] answer =
                line.send((request + '\n').getBytes(StandardCharsets.US_ASCII)) ? line.line(milliseconds) : null;
        if (answer == null) {
            return new Reply.Gone<>();
        }
        String text = new String(answer, StandardCharsets.UTF_8);
        if (text.startsWith(ShimLine.ERROR)) {
            return new Reply.Refused<>(text.substring(ShimLine.ERROR.length()));
        }
        if (!text.equals(OK) && !text.startsWith(OK + ' ')) {
            return new Reply.Gone<>();
        }
        @Nullable T value = reader.read(text.length() == OK.length() ? "" : text.substring(OK.length() + 1));
        return value == null ? new Reply.Gone<>() : new Reply.Done<>(value);
    }

    /** Ends the connection; whoever waits on it waits no longer. */
    public void hangUp() {
        line.hangUp();
    }

    @Override
    public void close() {
        line.close();
    }
}
