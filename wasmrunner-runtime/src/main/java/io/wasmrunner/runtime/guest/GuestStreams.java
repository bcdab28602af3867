package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.io.HostPoller;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.Poller;
import io.wasmrunner.sandbox.io.StandardStreams;

/** The standard streams of a guest, and what waits for them. They stay open after the run. */
public record GuestStreams(HostStream stdin, HostStream stdout, HostStream stderr, Poller poller) {

    /** This process's own; the guest ends when nobody reads its output any more. */
    public static GuestStreams standard() {
        return new GuestStreams(
                StandardStreams.input(),
                new EndingOutput(StandardStreams.output()),
                new EndingOutput(StandardStreams.error()),
                new HostPoller());
    }
}
