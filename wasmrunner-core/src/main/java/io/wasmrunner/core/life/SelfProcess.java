package io.wasmrunner.core.life;

import io.wasmrunner.core.sandbox.ContainerId;
import io.wasmrunner.core.state.StateFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Other processes of wasmrunner that run guests in containers; what they are to do they read, since arguments are public. */
final class SelfProcess {
    private final StateFolder state;
    private final Supplier<List<String>> self;

    /** @param self gives the words that start wasmrunner */
    SelfProcess(StateFolder state, Supplier<List<String>> self) {
        this.state = state;
        this.self = self;
    }

    /** Starts one that nobody hears of any more. */
    void execute(ContainerId id, ExecRequest request) throws IOException {
        tell(
                builder(id)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start(),
                request);
    }

    /** Starts one whose standard output has all that it says. */
    Process start(ContainerId id, ExecRequest request) throws IOException {
        Process process = builder(id).redirectErrorStream(true).start();
        tell(process, request);
        return process;
    }

    private ProcessBuilder builder(ContainerId id) {
        List<String> words = new ArrayList<>(self.get());
        words.add("container-exec");
        words.add(id.hex());
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().put("WASMRUNNER_HOME", state.root().toString());
        return builder;
    }

    private static void tell(Process process, ExecRequest request) throws IOException {
        try (OutputStream to = process.getOutputStream()) {
            to.write(request.write());
        }
    }
}
