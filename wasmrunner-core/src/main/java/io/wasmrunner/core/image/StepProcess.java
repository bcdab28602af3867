package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.StepRunner;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the programs of RUN as {@code wasmrunner run} does: sandboxed, with the files of the stage as their root, no network,
 * nothing of this process's environment.
 */
public final class StepProcess implements StepRunner {
    private static final int LONGEST_LINE = 1 << 16;

    private final Supplier<List<String>> self;
    private final String sandbox;

    /**
     * @param self gives the words that start wasmrunner
     * @param sandbox as {@code --sandbox} has it
     */
    public StepProcess(Supplier<List<String>> self, String sandbox) {
        this.self = self;
        this.sandbox = sandbox;
    }

    @Override
    public int run(Program program, Consumer<String> output) throws IOException {
        List<String> line = new ArrayList<>(self.get());
        line.addAll(List.of("run", "--sandbox", sandbox, "--dir", program.rootfs() + "::/"));
        for (String variable : program.env()) {
            line.addAll(List.of("--env", variable));
        }
        line.addAll(List.of("--env", "PWD=" + program.workingDir(), "--"));
        line.add(program.program().in(program.rootfs()).toString());
        line.addAll(program.arguments().subList(1, program.arguments().size()));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            pass(process.inputReader(), output);
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryError.HOST, "cannot run " + program.program() + ": the build was interrupted", e);
        } finally {
            process.destroy();
        }
    }

    /** Line by line; one without an end comes in pieces. */
    private static void pass(Reader from, Consumer<String> output) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = from.read(); c >= 0; c = from.read()) {
            if (c == '\n' || line.length() == LONGEST_LINE) {
                output.accept(line.toString());
                line.setLength(0);
            }
            if (c != '\n') {
                line.append((char) c);
            }
        }
        if (!line.isEmpty()) {
            output.accept(line.toString());
        }
    }
}
