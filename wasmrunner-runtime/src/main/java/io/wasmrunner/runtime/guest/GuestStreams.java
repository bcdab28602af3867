package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.Poller;
import io.wasmrunner.sandbox.io.StandardStreams;
import org.jspecify.annotations.Nullable;

/** The standard streams of a guest, and what waits for them. They stay open after the run. */
public record GuestStreams(HostStream stdin, HostStream stdout, HostStream stderr, Poller poller) {

    /**
     * This process's own, as a guest is to see them; it ends when nobody reads its output any more.
     *
     * @param input the descriptor that is standard input instead; null for the process's own
     */
    public static GuestStreams of(GuestConsole console, @Nullable String input) {
        return of(
                input == null ? StandardStreams.input() : StandardStreams.inherited(Integer.parseInt(input)),
                console.terminal());
    }

    private static GuestStreams of(HostStream input, boolean terminal) {
        return new GuestStreams(
                input,
                output(StandardStreams.output(), terminal),
                output(StandardStreams.error(), terminal),
                new HostPoller());
    }

    private static HostStream output(HostStream stream, boolean terminal) {
        return new EndingOutput(stream, terminal ? HostStream.Kind.TERMINAL : stream.kind());
    }
}
