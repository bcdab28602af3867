package io.wasmrunner.cli.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Whether a person looks at one of this process's streams. */
public final class Terminal {
    private Terminal() {}

    /** Whether stderr is a terminal that can move its cursor. */
    public static boolean isStderr(Map<String, String> environment) {
        if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
            return false;
        }
        return isTerminal(2);
    }

    /** Whether stderr is a terminal of any kind. */
    public static boolean isStderr() {
        return isTerminal(2);
    }

    public static boolean isStdin() {
        return isTerminal(0);
    }

    public static boolean isStdout() {
        return isTerminal(1);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException e) {
            return System.console().isTerminal();
        }
    }

    /** Columns, as the shell says; 80 when it does not. */
    public static int width(Map<String, String> environment) {
        try {
            return Math.clamp(Integer.parseInt(environment.getOrDefault("COLUMNS", "80")), 40, 300);
        } catch (NumberFormatException e) {
            return 80;
        }
    }
}
