package io.wasmrunner.core.sandbox;

import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** Where the parts of this installation are that a worker process is made of; the run script names them in properties. */
final class Installation {
    private static final String LAUNCHER = "wasmrunner.launcher";
    private static final String SHIM = "wasmrunner.shim";
    private static final String CLASS_PATH = "wasmrunner.worker.classpath";
    private static final String AOT_CACHE = "wasmrunner.worker.aot";
    private static final String NATIVE = "wasmrunner.native";
    private static final String ENGINES = "wasmrunner.engines";

    private Installation() {}

    /** Why no worker can be started here; empty when one can. */
    static Optional<String> problem() {
        if (!hasLauncher()) {
            return Optional.of("wasmrunner-launch is not there; it is built where there is a C compiler, on Linux");
        }
        if (!new File(jvm()).isFile()) {
            return Optional.of("there is no " + jvm());
        }
        return ConfinedFileSystem.nativeProblem();
    }

    static boolean hasLauncher() {
        String launcher = System.getProperty(LAUNCHER);
        return launcher != null && new File(launcher).canExecute();
    }

    /** Mechanisms that are to be taken for missing, for tests of what happens then. */
    static Optional<String> pretendedMissing() {
        return Optional.ofNullable(System.getenv("WASMRUNNER_PRETEND_MISSING")).filter(names -> !names.isEmpty());
    }

    static Path launcher() {
        return Path.of(System.getProperty(LAUNCHER));
    }

    /** Beside the launcher. */
    static Path shim() {
        return Path.of(System.getProperty(
                SHIM, launcher().resolveSibling("wasmrunner-shim").toString()));
    }

    static String javaHome() {
        return System.getProperty("java.home");
    }

    static String jvm() {
        return javaHome() + "/lib/server/libjvm.so";
    }

    private static String classPath() {
        return System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
    }

    /** Files and folders of the installation that a worker reads. */
    static List<String> readable() {
        List<String> paths = new ArrayList<>();
        StringTokenizer entries = new StringTokenizer(classPath(), File.pathSeparator);
        while (entries.hasMoreTokens()) {
            addExisting(paths, entries.nextToken());
        }
        addExisting(paths, aotCache());
        addExisting(paths, System.getProperty(NATIVE));
        return paths;
    }

    private static void addExisting(List<String> paths, @Nullable String path) {
        if (path != null) {
            File file = new File(path);
            if (file.exists()) {
                paths.add(file.getAbsolutePath());
            }
        }
    }

    private static @Nullable String aotCache() {
        String path = System.getProperty(AOT_CACHE);
        return path != null && new File(path).isFile() ? path : null;
    }

    /**
     * The JVM's options; the run script trains the AOT cache with the same ones.
     *
     * @param heap bytes it may grow to
     */
    static List<String> jvmOptions(long heap) {
        List<String> options = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + heap,
                "-XX:-DontCompileHugeMethods",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-UseContainerSupport",
                // A crash is told by the signal; the JVM's own report would end up in the guest's output.
                "-XX:+SuppressFatalErrorMessage",
                "-Xlog:disable",
                "-Xlog:all=off",
                "--enable-native-access=ALL-UNNAMED",
                "-Dcom.dylibso.chicory.wasm.Parser.DIGEST_ALGORITHM=none",
                "-Djdk.reflect.useNativeAccessorOnly=true",
                "-Djava.class.path=" + classPath()));
        String aot = aotCache();
        if (aot != null) {
            options.add("-XX:AOTCache=" + aot);
        }
        addProperty(options, NATIVE);
        addProperty(options, ENGINES);
        return options;
    }

    private static void addProperty(List<String> options, String name) {
        String value = System.getProperty(name);
        if (value != null) {
            options.add("-D" + name + "=" + value);
        }
    }
}
