package io.wasmrunner.sandbox.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shim at work, with its worker's standard streams. */
final class Launched implements AutoCloseable {
    static final Path LAUNCHER = LaunchSpec.classes(Lockdown.class).resolveSibling("native/wasmrunner-launch");

    private final Process process;
    private final BufferedReader output;

    private Launched(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The spec is a plain file: there is no lifeline. */
    static Launched start(LaunchSpec spec, String... before) throws IOException {
        return start(spec.write(), before);
    }

    static Launched start(Path spec, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" 3<\"$SPEC\"", "sh"));
        command.addAll(List.of(before));
        command.add(LAUNCHER.toString());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("SPEC", spec.toString());
        builder.environment().put("SECRET", "of the user");
        return new Launched(builder.redirectErrorStream(true).start());
    }

    long shim() {
        return process.pid();
    }

    /** The worker, once it is there: the shim's only child. */
    long worker() throws IOException {
        Path children = Path.of("/proc", Long.toString(shim()), "task", Long.toString(shim()), "children");
        return Long.parseLong(Files.readString(children).strip());
    }

    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the worker ended; the shim's exit status is " + exitStatus());
        }
        return line;
    }

    /** Everything up to the end of the output. */
    String rest() {
        return String.join("\n", output.lines().toList());
    }

    void send(String signal) throws IOException, InterruptedException {
        signal(signal, shim());
    }

    static void signal(String signal, long process) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process).start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send " + signal + " to " + process);
        }
    }

    /** Lets the worker, which waits on its standard input, go on. */
    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the shim does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
