import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compiles the native library, the launcher and the shim with the host's C compiler. Run by the build with the toolchain's JDK,
 * whose jni.h it uses; arguments: the sources' directory, the target directory, whether a failure fails the build.
 */
final class NativeBuild {
    private static final List<String> FLAGS = List.of(
            "-std=c17",
            "-D_GNU_SOURCE",
            // Some distributions' compilers define it themselves.
            "-U_FORTIFY_SOURCE",
            "-D_FORTIFY_SOURCE=2",
            "-O2",
            "-fvisibility=hidden",
            "-fstack-protector-strong",
            "-fstack-clash-protection",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-Wshadow",
            "-Wstrict-prototypes",
            "-Wformat=2",
            "-Wl,-z,relro,-z,now,-z,noexecstack,-z,defs");

    /** What is made of some directories of sources, and what is lost without it. */
    private record Artifact(String name, List<Path> sources, List<String> flags, String without) {
        Path in(Path target) {
            return target.resolve("native").resolve(name);
        }

        Path resource(Path target) {
            return target.resolve("classes/native/linux-" + architecture()).resolve(name);
        }
    }

    private NativeBuild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path sources = Path.of(args[0]);
        Path target = Path.of(args[1]);
        boolean required = Boolean.parseBoolean(args[2]);
        build(
                new Artifact(
                        "libwasmrunner.so",
                        List.of(sources),
                        List.of("-fPIC", "-shared"),
                        "the confined file system falls back to java.nio"),
                target,
                required);
        build(
                new Artifact(
                        "wasmrunner-launch",
                        List.of(sources.resolve("launch"), sources.resolve("common")),
                        // The libraries are part of libc since glibc 2.34.
                        List.of("-fPIE", "-pie", "-pthread", "-ldl"),
                        "guests cannot run in a sandbox of the kernel's"),
                target,
                required);
        build(
                new Artifact(
                        "wasmrunner-shim",
                        List.of(sources.resolve("shim"), sources.resolve("common")),
                        // The layout of the ledger is the launcher's.
                        List.of("-fPIE", "-pie", "-I" + sources.resolve("launch")),
                        "containers cannot run in the background"),
                target,
                required);
    }

    private static void build(Artifact artifact, Path target, boolean required)
            throws IOException, InterruptedException {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            unavailable(artifact, "it is for Linux, this is " + system, required);
            return;
        }
        Path output = artifact.in(target);
        Path resource = artifact.resource(target);
        if (Files.exists(resource)
                && Files.exists(output)
                && newest(artifact.sources()).compareTo(modified(output)) < 0) {
            return;
        }
        Optional<Path> compiler = findCompiler();
        if (compiler.isEmpty()) {
            unavailable(artifact, "no C compiler (cc) on the PATH; install gcc or clang and build again", required);
            return;
        }
        Files.createDirectories(output.getParent());
        int status = compile(compiler.get(), artifact, output);
        if (status != 0) {
            Files.deleteIfExists(output);
            Files.deleteIfExists(resource);
            unavailable(artifact, compiler.get() + " ended with " + status, required);
            return;
        }
        Files.createDirectories(resource.getParent());
        Files.copy(output, resource, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int compile(Path compiler, Artifact artifact, Path output) throws IOException, InterruptedException {
        Path include = Path.of(System.getProperty("java.home"), "include");
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-I" + include, "-I" + include.resolve("linux")));
        for (Path directory : artifact.sources()) {
            command.addAll(List.of("-ffile-prefix-map=" + directory + "=.", "-I" + directory));
        }
        for (Path file : list(artifact.sources())) {
            if (file.toString().endsWith(".c")) {
                command.add(file.toString());
            }
        }
        command.addAll(artifact.flags());
        command.addAll(List.of("-o", output.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static List<Path> list(List<Path> sources) throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path directory : sources) {
            try (Stream<Path> files = Files.list(directory)) {
                found.addAll(files.sorted().toList());
            }
        }
        return found;
    }

    private static FileTime newest(List<Path> sources) throws IOException {
        FileTime newest = FileTime.fromMillis(0);
        for (Path file : list(sources)) {
            newest = modified(file).compareTo(newest) > 0 ? modified(file) : newest;
        }
        return newest;
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file);
    }

    private static Optional<Path> findCompiler() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(File.pathSeparator))
                .map(directory -> Path.of(directory, "cc"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("amd64") ? "x86_64" : name;
    }

    private static void unavailable(Artifact artifact, String why, boolean required) {
        System.out.println((required ? "[ERROR] " : "[WARNING] ") + artifact.name() + " not built: " + why + "; "
                + artifact.without());
        if (required) {
            System.exit(1);
        }
    }
}
