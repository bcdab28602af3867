package io.wasmrunner.cli.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The program as tests start it, a thousand times: our classes in jars and, as the run script has them, AOT caches of what
 * commands and workers load. Made once for each process that runs tests.
 */
final class Distribution {
    private static final Path NATIVE = Path.of("..", "wasmrunner-sandbox", "target", "native")
            .toAbsolutePath()
            .normalize();
    private static final Distribution ONE = make();

    private final Path root;
    private final String classPath;

    private Distribution(Path root, String classPath) {
        this.root = root;
        this.classPath = classPath;
    }

    /** The one of this process. */
    static Distribution get() {
        return ONE;
    }

    static Path launcher() {
        return NATIVE.resolve("wasmrunner-launch");
    }

    /** Starts {@code java} with our classes; a main class and its arguments are to follow. */
    List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dwasmrunner.launcher=" + launcher(),
                "-Dwasmrunner.native=" + NATIVE.resolve("libwasmrunner.so"),
                "-Dwasmrunner.worker.aot=" + workerCache(),
                "-cp",
                classPath));
        if (Files.exists(commandCache())) {
            command.add("-XX:AOTCache=" + commandCache());
        }
        return command;
    }

    private Path commandCache() {
        return root.resolve("command.aot");
    }

    private Path workerCache() {
        return root.resolve("worker.aot");
    }

    private static Distribution make() {
        try {
            Path root = Files.createTempDirectory("wasmrunner-distribution-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Cli.delete(root)));
            Distribution made = new Distribution(root, classPath(root));
            made.train();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of the tests, without their own classes, and with jars where it has folders. */
    private static String classPath(Path root) throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!Files.isDirectory(path)) {
                entries.add(entry);
            } else if (path.endsWith("classes")) {
                Path jar = root.resolve(entries.size() + ".jar");
                pack(path, jar);
                entries.add(jar.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(folder)) {
            zip.setLevel(0);
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString()));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
    }

    /** As the run script does it. Without caches all goes on, more slowly. */
    private void train() throws IOException {
        String hello = Cli.example("hello/hello");
        if (!run(List.of(), "io.wasmrunner.cli.Main", "run", hello)) {
            return;
        }
        if (Files.isExecutable(launcher())) {
            Path options = root.resolve("worker-flags");
            Path code = root.resolve("cache").resolve("workers");
            if (run(options, List.of(), "io.wasmrunner.cli.Main", "system", "check", "--format", "jvm-options")) {
                ProcessBuilder worker = new ProcessBuilder(
                        java().getFirst(),
                        "-XX:AOTCacheOutput=" + root.resolve("worker.new"),
                        "@" + options,
                        "io.wasmrunner.runtime.worker.Rehearsal",
                        hello,
                        first(code).toString());
                if (finish(worker.redirectOutput(root.resolve("said").toFile()))) {
                    Files.move(root.resolve("worker.new"), workerCache());
                }
            }
        }
        if (run(
                List.of("-XX:AOTCacheOutput=" + root.resolve("command.new")),
                "io.wasmrunner.cli.Rehearsal",
                "run " + hello,
                "create --name one " + hello,
                "start one",
                "wait one",
                "inspect one",
                "run -d --name idle --timeout 60s " + Cli.example("limits/sleep"),
                "ps",
                "ps -a",
                "logs idle",
                "stop idle",
                "rm one idle",
                "images")) {
            Files.move(root.resolve("command.new"), commandCache());
        }
    }

    private static Path first(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findFirst().orElse(folder);
        }
    }

    private boolean run(List<String> options, String... arguments) throws IOException {
        return run(root.resolve("said"), options, arguments);
    }

    private boolean run(Path output, List<String> options, String... arguments) throws IOException {
        List<String> command = java();
        command.addAll(options);
        command.addAll(List.of(arguments));
        return finish(new ProcessBuilder(command).redirectOutput(output.toFile()));
    }

    private boolean finish(ProcessBuilder builder) throws IOException {
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of("HOME", root.toString(), "WASMRUNNER_HOME", root.toString(), "LC_ALL", "C.UTF-8"));
        Process process = builder.redirectError(root.resolve("err").toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            process.destroy();
            throw new IllegalStateException(e);
        }
    }
}
