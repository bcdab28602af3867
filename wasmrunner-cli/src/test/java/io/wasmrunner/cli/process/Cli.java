package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.registry.layer.Trees;
import io.wasmrunner.sandbox.shim.ShimLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the real command on the JDK that runs the tests, with a home, a state and a temporary folder of its own. */
final class Cli implements AutoCloseable {
    /** The modules at the project's root. */
    static final Path EXAMPLES = Path.of("..", "examples").toAbsolutePath().normalize();

    private final Path root;
    private final List<Running> started = new ArrayList<>();

    Cli() {
        try {
            root = Files.createTempDirectory("wasmrunner-cli-test-");
            for (String folder : List.of("home", "state", "tmp", "work")) {
                Files.createDirectory(root.resolve(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String example(String name) {
        return EXAMPLES.resolve(name + ".wasm").toString();
    }

    /** Why guests have no worker process here, or not one with every mechanism; empty when they have. */
    static Optional<String> weakness() {
        Path launcher = Distribution.launcher();
        if (!Files.isExecutable(launcher)) {
            return Optional.of("no launcher was built here");
        }
        try {
            Process check = new ProcessBuilder(launcher.toString(), "--check")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // A strict sandbox needs no cgroup, and an ordinary user seldom has one.
            boolean strict = said.lines().noneMatch(line -> line.contains("missing: ") && !line.startsWith("cgroup"));
            return strict ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code $WASMRUNNER_HOME}. */
    Path state() {
        return root.resolve("state");
    }

    /** What is configured for all users, instead of the machine's; not there at first. */
    Path systemConfig() {
        return root.resolve("system/config.toml");
    }

    /** Lets every module run again that had too much refused. */
    void forgetStrikes() {
        delete(state().resolve("quarantine"));
    }

    /** Ends what a test started and did not see to its end, as one that was skipped or failed halfway. */
    void endTheStarted() {
        started.forEach(Running::terminate);
        started.clear();
    }

    /** The current directory of every run. */
    Path work() {
        return root.resolve("work");
    }

    /** Runs to the end with nothing on stdin. */
    Result run(String... arguments) {
        return runWith(new byte[0], arguments);
    }

    /** Runs to the end with these bytes on stdin, and holds the run to leave no temporary file behind. */
    Result runWith(byte[] stdin, String... arguments) {
        Result result = start(Map.of(), arguments).feed(stdin).end();
        try (Stream<Path> left = Files.list(root.resolve("tmp"))) {
            assertEquals(List.of(), left.toList(), "left in the temporary folder");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result;
    }

    /** Runs with the stdin open and nobody at the other end, for the caller to feed, signal or wait for. */
    Running start(String... arguments) {
        return start(Map.of(), arguments);
    }

    /** A guest that runs, and waits for more input. */
    Running startWaiting(String... flags) {
        List<String> line = new ArrayList<>(List.of("run"));
        line.addAll(List.of(flags));
        line.add(example("cat/cat"));
        Running running = start(line.toArray(String[]::new));
        running.sync();
        return running;
    }

    /** Runs with variables beside the usual ones. */
    Running start(Map<String, String> variables, String... arguments) {
        return start(variables, List.of(), arguments);
    }

    /** Runs to the end where no launcher is. */
    Result runWithoutLauncher(String... arguments) {
        return start(Map.of(), List.of("-Dwasmrunner.launcher=" + root.resolve("no-launcher")), arguments)
                .feed(new byte[0])
                .end();
    }

    /** Runs to the end on a terminal of its own, which is what it then has on all three streams; both outputs come as one. */
    Result runOnTerminal(String... arguments) {
        Path script = Path.of("/usr/bin/script");
        assumeTrue(Files.isExecutable(script), "script(1) is not installed");
        StringBuilder quoted = new StringBuilder();
        for (String word : command(List.of(), arguments)) {
            quoted.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return launch(Map.of("TERM", "xterm"), List.of(script.toString(), "-qec", quoted.toString(), "/dev/null"))
                .end();
    }

    private Running start(Map<String, String> variables, List<String> options, String... arguments) {
        return launch(variables, command(options, arguments));
    }

    private List<String> command(List<String> options, String... arguments) {
        List<String> command = Distribution.get().java();
        command.add("-Djava.io.tmpdir=" + root.resolve("tmp"));
        command.add("-Dwasmrunner.system.config=" + systemConfig());
        command.addAll(options);
        command.add("io.wasmrunner.cli.Main");
        command.addAll(List.of(arguments));
        return command;
    }

    private Running launch(Map<String, String> variables, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(work().toFile());
        builder.environment().clear();
        builder.environment().put("HOME", root.resolve("home").toString());
        builder.environment().put("WASMRUNNER_HOME", state().toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(variables);
        try {
            Running running = new Running(builder.start());
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the containers that a test left running, too. */
    @Override
    public void close() {
        endTheStarted();
        String[] containers = state().resolve("containers").toFile().list();
        for (String id : containers == null ? new String[0] : containers) {
            ShimLock.owner(state().resolve("containers").resolve(id))
                    .flatMap(shim -> ProcessHandle.of(shim.pid()))
                    .ifPresent(shim -> {
                        shim.destroy();
                        shim.onExit().join();
                    });
        }
        delete(root);
    }

    static void delete(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
