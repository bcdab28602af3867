package io.wasmrunner.cli.command.container;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.config.ConfigKey;
import io.wasmrunner.core.text.KeySequence;

/** What commands take that attach to a container. */
public final class AttachFlags {
    public static final Flag DETACH_KEYS = Flag.value(
            "keys", "What to type on a terminal to leave it running. Default ctrl-p,ctrl-q.", "--detach-keys");
    static final Flag NO_STDIN = Flag.toggle("Do not pass stdin on.", "--no-stdin");
    static final Flag SIG_PROXY =
            Flag.value("true|false", "Pass signals to this command on to the guest. Default true.", "--sig-proxy");

    private AttachFlags() {}

    /** What the line says about {@link #DETACH_KEYS}, or else the configuration. */
    public static KeySequence keys(ParsedLine line, Context context) {
        return KeySequence.parse(
                "--detach-keys",
                line.value(DETACH_KEYS).orElseGet(() -> context.settings().text(ConfigKey.DETACH_KEYS)));
    }
}
