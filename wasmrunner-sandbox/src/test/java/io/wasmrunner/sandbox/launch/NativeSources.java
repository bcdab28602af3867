package io.wasmrunner.sandbox.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The sources of the launcher and the shim, and the compilers that this machine has for them. */
final class NativeSources {
    /** What needs a JVM or changes the process it runs in: real workers test that. */
    private static final Set<String> UNTESTED = Set.of(
            "main.c",
            "monitor.c",
            "worker.c",
            "jvm.c",
            "abort.c",
            "lockdown.c",
            "check.c",
            "notes.c",
            "descriptors.c",
            "namespaces.c",
            "capabilities.c",
            "limits.c",
            "gate.c",
            "landlock.c",
            "seccomp.c",
            "pause.c",
            "orders.c");

    private static final Path NATIVE = Path.of("src/main/native").toAbsolutePath();
    private static final Path COMMON = NATIVE.resolve("common");
    private static final Path LAUNCH = NATIVE.resolve("launch");
    private static final Path SHIM = NATIVE.resolve("shim");
    private static final Path TESTS = Path.of("src/test/native").toAbsolutePath();

    private NativeSources() {}

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static List<String> launcher() throws IOException {
        return both(sources(LAUNCH), sources(COMMON));
    }

    static List<String> shim() throws IOException {
        return both(sources(SHIM), sources(COMMON));
    }

    private static List<String> both(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    static List<String> tests() throws IOException {
        List<String> files = both(sources(TESTS), sources(COMMON));
        for (String file : both(sources(LAUNCH), sources(SHIM))) {
            if (!UNTESTED.contains(Path.of(file).getFileName().toString())) {
                files.add(file);
            }
        }
        return files;
    }

    /** Runs the compiler; its complaints, empty when there are none and it succeeded. */
    static String compile(Path compiler, Path output, List<String> options, List<String> sources)
            throws IOException, InterruptedException {
        Path include = Path.of(System.getProperty("java.home"), "include");
        List<String> command = new ArrayList<>(List.of(compiler.toString(), "-std=c17", "-D_GNU_SOURCE"));
        command.addAll(List.of("-Wall", "-Wextra", "-Werror", "-Wshadow", "-Wstrict-prototypes", "-Wformat=2"));
        command.addAll(
                List.of("-I" + COMMON, "-I" + LAUNCH, "-I" + SHIM, "-I" + include, "-I" + include.resolve("linux")));
        command.addAll(options);
        command.addAll(sources);
        command.addAll(List.of("-o", output.toString(), "-ldl", "-pthread"));
        return run(command);
    }

    /** What a command says when it fails; empty when it succeeds. */
    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status == 0 ? "" : said + "\nexit status " + status;
    }

    private static List<String> sources(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(Path::toString)
                    .filter(file -> file.endsWith(".c"))
                    .sorted()
                    .toList();
        }
    }
}
