package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.container.Signal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** How a guest is asked to end, and how long it may take. */
record StopFlags(Optional<Signal> signal, OptionalLong timeout) {
    private static final Flag SIGNAL = Flag.value(
            "signal", "What to send first, by name or number. Default: the container's own, TERM.", "-s", "--signal");
    private static final Flag TIME = Flag.value(
            "seconds",
            "How long it may take until it is killed. Default: the container's own, 10.",
            "-t",
            "--time",
            "--timeout");

    static List<Flag> all() {
        return List.of(SIGNAL, TIME);
    }

    static StopFlags of(ParsedLine line) {
        return new StopFlags(line.value(SIGNAL).map(Signal::parse), Timeouts.of(line.value(TIME)));
    }
}
