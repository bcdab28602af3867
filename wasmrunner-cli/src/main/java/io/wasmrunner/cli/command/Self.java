package io.wasmrunner.cli.command;

import io.wasmrunner.core.systemd.ContainerUnit;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How this process was started. */
public final class Self {
    private static final String MAIN = "io.wasmrunner.cli.Main";

    private Self() {}

    /**
     * The words that start wasmrunner once more, with this one's JVM and flags.
     *
     * @throws WasmrunnerException when the system does not tell
     */
    public static List<String> command() {
        List<String> words = new ArrayList<>();
        ProcessHandle.current().info().command().ifPresent(words::add);
        for (String argument : arguments()) {
            if (argument.equals(MAIN) || argument.equals("io.wasmrunner.cli.Rehearsal")) {
                words.add(MAIN);
                return words;
            }
            // One that is being made must not be written to by two.
            if (!argument.startsWith("-XX:AOTCacheOutput=")) {
                words.add(argument);
            }
        }
        throw new WasmrunnerException(
                ErrorCode.HOST, "cannot start another wasmrunner: this system does not tell how this one was started");
    }

    /** How a unit of systemd is to start wasmrunner: by the run script, when that started this one. */
    public static ContainerUnit.Installed installed() {
        String script = System.getProperty("wasmrunner.script");
        if (script == null) {
            return new ContainerUnit.Installed(command(), VersionCommand.VERSION, Optional.empty());
        }
        Path manual = Path.of(script).resolveSibling("docs/systemd.md");
        return new ContainerUnit.Installed(
                List.of(script), VersionCommand.VERSION, Optional.of(manual).filter(Files::isRegularFile));
    }

    /** Not from the process handle, which gives none when there are many. */
    private static List<String> arguments() {
        try {
            String line = Files.readString(Path.of("/proc/self/cmdline"));
            return List.of(line.split("\0", -1)).stream().skip(1).toList();
        } catch (IOException e) {
            return List.of(ProcessHandle.current().info().arguments().orElse(new String[0]));
        }
    }
}
