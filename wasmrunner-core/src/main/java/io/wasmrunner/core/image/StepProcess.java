package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.StepRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the programs of RUN as {@code wasmrunner run} does: sandboxed, with the files of the stage as their root, no network,
 * nothing of this process's environment.
 */
public final class StepProcess implements StepRunner {
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
            BufferedReader lines = process.inputReader();
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                output.accept(text);
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException(
                    RegistryError.HOST, "cannot run " + program.program() + ": the build was interrupted", e);
        } finally {
            process.destroy();
        }
    }
}
