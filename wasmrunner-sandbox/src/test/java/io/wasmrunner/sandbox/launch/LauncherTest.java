package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
    @TempDir
    Path directory;

    @BeforeEach
    void there_is_a_launcher() {
        assumeTrue(Files.isExecutable(Launched.LAUNCHER), "no launcher was built here");
    }

    private LaunchSpec spec() {
        return LaunchSpec.of(directory, TestWorker.class).with("missing", "quiet");
    }

    @Test
    void what_java_returns_is_the_exit_status() throws Exception {
        LaunchSpec spec = spec();
        try (Launched launched = Launched.start(spec)) {
            assertTrue(launched.line().endsWith("state 1, room 262144"));
            assertEquals("engaged 0, state 2", launched.line());
            assertEquals("", launched.rest());
            assertEquals(0, launched.exitStatus());
        }
        EndRecord end = EndRecord.read(spec.record());
        assertEquals(Optional.of(LaunchSpec.ID), end.value("id"));
        assertEquals(Optional.of("42"), end.value("exit"));
        assertEquals(Optional.of("2"), end.value("worker.state"));
        assertEquals(Optional.of("500"), end.value("worker.count.5"));
        assertEquals(List.of("said by the worker", "and more"), end.values("worker.text"));
        assertTrue(Long.parseLong(end.value("max-rss").orElseThrow()) > 1024 * 1024);
        assertTrue(Long.parseLong(end.value("wall-ns").orElseThrow()) > 0);
    }

    @Test
    void an_exception_that_escapes_is_exit_status_255() throws Exception {
        LaunchSpec spec = spec().with("guest.do", "throw");
        try (Launched launched = Launched.start(spec)) {
            assertTrue(launched.rest().contains("as the test wants it"));
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("255"), EndRecord.read(spec.record()).value("exit"));
    }

    @Test
    void a_spec_that_is_wrong_is_said_on_one_line_and_starts_nothing() throws Exception {
        LaunchSpec spec = spec().with("colour", "blue");
        try (Launched launched = Launched.start(spec)) {
            assertEquals("wasmrunner-launch: bad spec: the key colour is not known", launched.rest());
            assertEquals(1, launched.exitStatus());
        }
        assertFalse(Files.exists(spec.record()));
    }
}
