package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.format.Platform;
import java.util.Optional;

/** Flags about moving images. */
public final class PullFlags {
    public static final Flag PLATFORM = Flag.value(
            "os/arch", "Take what an index has for this platform. Default: what suits wasmrunner best.", "--platform");
    public static final Flag QUIET = Flag.toggle("Print the result only.", "-q", "--quiet");
    static final Flag NO_COMPILE = Flag.toggle("Do not compile the module yet; its first run does.", "--no-compile");

    private PullFlags() {}

    public static Choice choice(ParsedLine line) {
        Optional<String> platform = line.value(PLATFORM);
        return platform.isPresent() ? new Choice.For(Platform.parse(platform.get())) : Choice.BEST;
    }
}
