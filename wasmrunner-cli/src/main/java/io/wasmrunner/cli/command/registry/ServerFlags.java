package io.wasmrunner.cli.command.registry;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.registry.server.config.ConfigFile;
import io.wasmrunner.registry.server.config.ListenConfig;
import io.wasmrunner.registry.server.config.RegistryConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Flags that say which registry is meant. */
final class ServerFlags {
    static final Flag CONFIG =
            Flag.value("file", "The configuration, in TOML; docs/registry.md has its keys.", "--config");
    static final Flag ROOT =
            Flag.value("folder", "Where the images are kept. Default: registry in the state folder.", "--root");
    static final Flag ADDR = Flag.value(
            "host:port", "Where to listen. Default 127.0.0.1:5000; only this machine reaches that.", "--addr");

    private ServerFlags() {}

    /** What the file says, and what the flags say instead. */
    static RegistryConfig config(ParsedLine line, Context context) throws IOException {
        context.state().check();
        Path root = context.state().root().resolve("registry");
        RegistryConfig config = line.value(CONFIG).isPresent()
                ? ConfigFile.read(Path.of(line.value(CONFIG).get()), root)
                : RegistryConfig.of(root);
        if (line.value(ROOT).isPresent()) {
            config = config.withRoot(Path.of(line.value(ROOT).get()).toAbsolutePath());
        }
        return line.value(ADDR).isPresent()
                ? config.withListen(ListenConfig.parse(line.value(ADDR).get()))
                : config;
    }
}
