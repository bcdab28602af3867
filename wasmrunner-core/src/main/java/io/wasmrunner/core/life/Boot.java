package io.wasmrunner.core.life;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Times that the kernel counts from the start of the machine. */
final class Boot {
    /** Clock ticks a second, as proc(5) has them on every Linux that Java runs on (USER_HZ). */
    private static final long TICKS = 100;

    private Boot() {}

    /** Clock ticks since the machine started as milliseconds since 1970. */
    static long milliseconds(long ticks) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/stat"))) {
            if (line.startsWith("btime ")) {
                return Long.parseLong(line.substring("btime ".length()).strip()) * 1000 + ticks * 1000 / TICKS;
            }
        }
        throw new IOException("/proc/stat does not say when the machine started");
    }
}
