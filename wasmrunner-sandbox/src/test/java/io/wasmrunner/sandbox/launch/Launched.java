package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A launcher at work, with its worker's standard streams. */
final class Launched implements AutoCloseable {
    static final Path LAUNCHER = LaunchSpec.classes(Lockdown.class).resolveSibling("native/wasmrunner-launch");

    private final Process process;
    private final BufferedReader output;

    private Launched(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The spec is a plain file: there is no lifeline. */
    static Launched start(LaunchSpec spec) throws IOException {
        return start(spec.write());
    }

    static Launched start(Path spec) throws IOException {
        return start(List.of(LAUNCHER.toString()), spec, Path.of("/"));
    }

    /** What the launcher says that the kernel offers. */
    static List<String> check(String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString(), "--check"));
        command.addAll(List.of(more));
        return lines(command);
    }

    /** Skips the test where a sandbox cannot be whole for the user that the commands before make. */
    static void assumeNothingIsMissing(String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(LAUNCHER.toString(), "--check"));
        List<String> missing = lines(command).stream()
                .filter(line -> line.contains("=missing: ") && !line.startsWith("cgroup"))
                .toList();
        Assumptions.assumeTrue(missing.isEmpty(), "this kernel lacks " + missing);
    }

    private static List<String> lines(List<String> command) throws IOException {
        try (Launched launched = new Launched(new ProcessBuilder(command).start())) {
            List<String> lines = launched.output.lines().toList();
            if (launched.exitStatus() != 0) {
                throw new IOException(command + " failed: " + lines);
            }
            return lines;
        }
    }

    /** With a directory open at 5 for writing, and a descriptor at 7 that the spec does not know. */
    static Launched startWith(LaunchSpec spec, Path writable, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.add(LAUNCHER.toString());
        return start(command, spec.write(), writable);
    }

    /** The class's main in a JVM of its own, with the same descriptors and no sandbox. */
    static Launched plainly(Class<?> main, Path writable, String option, String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        String classes = LaunchSpec.classes(Lockdown.class) + ":" + LaunchSpec.classes(main);
        command.addAll(List.of(System.getProperty("java.home") + "/bin/java", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(option, "-cp", classes, main.getName()));
        return start(command, Path.of("/dev/null"), writable);
    }

    private static Launched start(List<String> command, Path spec, Path writable) throws IOException {
        String redirections = "exec \"$@\" 3<\"$SPEC\" 5<\"$WRITABLE\" 7</dev/null";
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", redirections, "sh"));
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().put("SPEC", spec.toString());
        builder.environment().put("WRITABLE", writable.toString());
        builder.environment().put("SECRET", "of the user");
        return new Launched(builder.redirectErrorStream(true).start());
    }

    /** Writes a line to the standard input, and ends it. */
    void tell(long number) throws IOException {
        try (OutputStream input = process.getOutputStream()) {
            input.write((number + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    long monitor() {
        return process.pid();
    }

    /** The worker, once it is there: the monitor's only child. */
    long worker() throws IOException {
        Path children = Path.of("/proc", Long.toString(monitor()), "task", Long.toString(monitor()), "children");
        return Long.parseLong(Files.readString(children).strip());
    }

    String line() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the worker ended; the launcher's exit status is " + exitStatus());
        }
        return line;
    }

    /** Everything up to the end of the output. */
    String rest() {
        return String.join("\n", output.lines().toList());
    }

    void send(String signal) throws IOException, InterruptedException {
        signal(signal, monitor());
    }

    static void signal(String signal, long process) throws IOException, InterruptedException {
        assumeNotIgnored(signal, ProcessHandle.current().pid());
        Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + signal + " " + process).start();
        if (kill.waitFor() != 0) {
            throw new IOException("cannot send " + signal + " to " + process);
        }
    }

    /** A build in the background of a shell without job control ignores some, and so do all the processes it starts. */
    private static void assumeNotIgnored(String signal, long process) throws IOException {
        int number = switch (signal) {
            case "HUP", "1" -> 1;
            case "INT", "2" -> 2;
            case "QUIT", "3" -> 3;
            default -> 0;
        };
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process), "status"))) {
            if (number != 0 && line.startsWith("SigIgn:")) {
                long ignored = Long.parseUnsignedLong(
                        line.substring("SigIgn:".length()).strip(), 16);
                assumeTrue((ignored >> (number - 1) & 1) == 0, "the build was started with SIG" + signal + " ignored");
            }
        }
    }

    /** Lets the worker, which waits on its standard input, go on. */
    void closeInput() throws IOException {
        process.getOutputStream().close();
    }

    int exitStatus() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the launcher does not end");
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
