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

/** The launcher's sources, and the compilers that this machine has for them. */
final class NativeSources {
    /** What needs a JVM or changes the process it runs in: real workers test that. */
    private static final Set<String> UNTESTED = Set.of(
            "main.c",
            "shim.c",
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
            "seccomp.c");

    private static final Path LAUNCH = Path.of("src/main/native/launch").toAbsolutePath();
    private static final Path TESTS = Path.of("src/test/native").toAbsolutePath();

    private NativeSources() {}

    static Optional<Path> find(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static List<String> launcher() throws IOException {
        return sources(LAUNCH);
    }

    static List<String> tests() throws IOException {
        List<String> files = new ArrayList<>(sources(TESTS));
        for (String file : sources(LAUNCH)) {
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
        command.addAll(List.of("-I" + LAUNCH, "-I" + include, "-I" + include.resolve("linux")));
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
