package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel says of a worker that is locked down, and the launcher of the kernel. */
class ConfinementTest {
    @TempDir
    Path directory;

    private static String field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    @Tag("attack-36")
    @Test
    void every_thread_is_confined() throws Exception {
        assumeTrue(Files.isExecutable(Launched.LAUNCHER), "no launcher was built here");
        Launched.assumeNothingIsMissing();
        LaunchSpec spec = LaunchSpec.of(directory, TestWorker.class)
                .with("missing", "refuse")
                .with("guest.do", "wait");
        try (Launched launched = Launched.start(spec)) {
            launched.line();
            assertEquals("engaged 0, state 2", launched.line());
            List<Path> threads = list(Path.of("/proc", Long.toString(launched.worker()), "task"));
            assertTrue(threads.size() > 5);
            for (Path thread : threads) {
                List<String> status = Files.readAllLines(thread.resolve("status"));
                assertEquals("1", field(status, "NoNewPrivs"));
                assertEquals("2", field(status, "Seccomp"));
                for (String set : List.of("CapEff", "CapPrm", "CapBnd", "CapAmb", "CapInh")) {
                    assertEquals(0, Long.parseUnsignedLong(field(status, set), 16), set);
                }
            }
            launched.closeInput();
            assertEquals(0, launched.exitStatus());
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        }
    }

    @Test
    void the_check_says_what_is_pretended_to_be_missing() throws Exception {
        assumeTrue(Files.isExecutable(Launched.LAUNCHER), "no launcher was built here");
        List<String> said = Launched.check("--pretend-missing=landlock,network-namespace,cgroup");
        assertTrue(said.contains("landlock=missing: pretended"));
        assertTrue(said.contains("network-namespace=missing: pretended"));
        assertTrue(said.contains("cgroup=missing: pretended"));
        assertFalse(said.contains("seccomp=missing: pretended"));
        assertEquals(
                Optional.of(System.getProperty("os.version")),
                said.stream()
                        .filter(line -> line.startsWith("kernel="))
                        .map(line -> line.substring(7))
                        .findFirst());
    }
}
