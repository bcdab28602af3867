package io.wasmrunner.registry.build;

import io.wasmrunner.registry.layer.ImagePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Runs the programs of RUN: sandboxed, with the files of the stage and nothing else, without a network. */
public interface StepRunner {
    /**
     * What to run.
     *
     * @param rootfs the root of the stage's files, which the program may change
     * @param program the module, from that root; it is a file there
     * @param arguments with the program's name first
     * @param env {@code NAME=value}
     * @param workingDir absolute, in the stage; it is a folder there
     */
    record Program(Path rootfs, ImagePath program, List<String> arguments, List<String> env, String workingDir) {
        public Program {
            arguments = List.copyOf(arguments);
            env = List.copyOf(env);
        }
    }

    /**
     * Waits for its end.
     *
     * @param output is given each line that it writes to standard output and standard error
     * @return its exit code
     */
    int run(Program program, Consumer<String> output) throws IOException;
}
