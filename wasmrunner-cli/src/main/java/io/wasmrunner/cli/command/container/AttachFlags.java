package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;

/** What commands take that attach to a container. */
public final class AttachFlags {
    public static final Flag DETACH_KEYS = Flag.value(
            "keys", "What to type on a terminal to leave it running. Default ctrl-p,ctrl-q.", "--detach-keys");
    static final Flag NO_STDIN = Flag.toggle("Do not pass stdin on.", "--no-stdin");
    static final Flag SIG_PROXY =
            Flag.value("true|false", "Pass signals to this command on to the guest. Default true.", "--sig-proxy");

    private AttachFlags() {}

    /** What the line says about {@link #DETACH_KEYS}. */
    static DetachKeys keys(ParsedLine line) {
        return DetachKeys.parse(line.value(DETACH_KEYS).orElse(DetachKeys.DEFAULT));
    }
}
