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
 * Compiles the native library with the host's C compiler. Run by the build with the toolchain's JDK, whose jni.h it
 * uses; arguments: the sources' directory, the target directory, whether a failure fails the build.
 */
final class NativeBuild {
    private static final List<String> FLAGS = List.of(
            "-std=c17",
            "-D_GNU_SOURCE",
            // Some distributions' compilers define it themselves.
            "-U_FORTIFY_SOURCE",
            "-D_FORTIFY_SOURCE=2",
            "-O2",
            "-fPIC",
            "-shared",
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

    private NativeBuild() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path sources = Path.of(args[0]);
        Path target = Path.of(args[1]);
        boolean required = Boolean.parseBoolean(args[2]);
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            unavailable("it is for Linux, this is " + system, required);
            return;
        }
        Path library = target.resolve("native/libwasmrunner.so");
        Path resource = target.resolve("classes/native/linux-" + architecture() + "/libwasmrunner.so");
        if (Files.exists(resource) && Files.exists(library) && newest(sources).compareTo(modified(library)) < 0) {
            return;
        }
        Optional<Path> compiler = findCompiler();
        if (compiler.isEmpty()) {
            unavailable("no C compiler (cc) on the PATH; install gcc or clang and build again", required);
            return;
        }
        Files.createDirectories(library.getParent());
        int status = compile(compiler.get(), sources, library);
        if (status != 0) {
            Files.deleteIfExists(library);
            Files.deleteIfExists(resource);
            unavailable(compiler.get() + " ended with " + status, required);
            return;
        }
        Files.createDirectories(resource.getParent());
        Files.copy(library, resource, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int compile(Path compiler, Path sources, Path library) throws IOException, InterruptedException {
        Path include = Path.of(System.getProperty("java.home"), "include");
        List<String> command = new ArrayList<>(List.of(compiler.toString()));
        command.addAll(FLAGS);
        command.addAll(List.of("-ffile-prefix-map=" + sources + "=.", "-I" + include, "-I" + include.resolve("linux")));
        for (Path file : list(sources)) {
            if (file.toString().endsWith(".c")) {
                command.add(file.toString());
            }
        }
        command.addAll(List.of("-o", library.toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private static List<Path> list(Path sources) throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            return files.sorted().toList();
        }
    }

    private static FileTime newest(Path sources) throws IOException {
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

    private static void unavailable(String why, boolean required) {
        System.out.println((required ? "[ERROR] " : "[WARNING] ") + "native library not built: " + why
                + "; the confined file system falls back to java.nio");
        if (required) {
            System.exit(1);
        }
    }
}
