package io.wasmrunner.cli.command;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import java.util.ArrayList;
import java.util.List;

/** How this process was started. */
public final class Self {
    private Self() {}

    /**
     * The words that start wasmrunner once more, with this one's JVM and flags.
     *
     * @throws WasmrunnerException when the system does not tell
     */
    public static List<String> command() {
        ProcessHandle.Info info = ProcessHandle.current().info();
        List<String> words = new ArrayList<>();
        info.command().ifPresent(words::add);
        for (String argument : info.arguments().orElse(new String[0])) {
            words.add(argument);
            if (argument.equals("io.wasmrunner.cli.Main")) {
                return words;
            }
        }
        throw new WasmrunnerException(
                ErrorCode.HOST, "cannot run a step of the build: this system does not tell how wasmrunner was started");
    }
}
