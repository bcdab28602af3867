package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How workers come to their end. */
class EndingTest {
    @TempDir
    Path directory;

    @BeforeEach
    void there_is_a_launcher() {
        assumeTrue(Files.isExecutable(Launched.LAUNCHER), "no launcher was built here");
    }

    private LaunchSpec spec() {
        return LaunchSpec.of(directory, TestWorker.class).with("missing", "quiet");
    }

    private static Launched waiting(LaunchSpec spec) throws Exception {
        Launched launched = Launched.start(spec.with("guest.do", "wait"));
        launched.line();
        assertEquals("engaged 0, state 2", launched.line());
        return launched;
    }

    @Test
    void a_worker_killed_from_outside_is_recorded_with_its_signal() throws Exception {
        LaunchSpec spec = spec();
        try (Launched launched = waiting(spec)) {
            Launched.signal("KILL", launched.worker());
            assertEquals(0, launched.exitStatus());
        }
        WrittenRecord end = WrittenRecord.read(spec.record());
        assertEquals(Optional.of("9"), end.value("signal"));
        assertEquals(Optional.empty(), end.value("stopped"));
        assertEquals(Optional.empty(), end.value("oom"));
    }

    @Test
    void a_worker_that_crashes_is_recorded_with_its_signal() throws Exception {
        LaunchSpec spec = spec();
        try (Launched launched = waiting(spec)) {
            Launched.signal("SEGV", launched.worker());
            launched.rest();
            assertEquals(0, launched.exitStatus());
        }
        // That of abort, with which the JVM ends once it has said where it crashed.
        assertEquals(Optional.of("6"), WrittenRecord.read(spec.record()).value("signal"));
    }

    @Tag("attack-37")
    @Test
    void no_worker_outlives_a_killed_shim() throws Exception {
        try (Launched launched = waiting(spec())) {
            Path worker = Path.of("/proc", Long.toString(launched.worker()), "status");
            launched.send("KILL");
            assertEquals("", launched.rest());
            // It lets its output go a little before it is gone.
            long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (!isGone(worker) && System.nanoTime() < bound) {
                Thread.onSpinWait();
            }
            assertTrue(isGone(worker));
        }
    }

    /** Also when nobody has asked for its status yet. */
    private static boolean isGone(Path status) {
        try {
            return Files.readString(status).contains("State:\tZ");
        } catch (IOException e) {
            return true;
        }
    }

    @Tag("attack-37")
    @Test
    void no_worker_outlives_a_shim_killed_while_java_starts() throws Exception {
        for (int i = 0; i < 10; i++) {
            Path fifo = directory.resolve("fifo" + i);
            assertEquals("", NativeSources.run(List.of("mkfifo", fifo.toString())));
            try (Launched launched = Launched.start(fifo);
                    OutputStream lifeline = Files.newOutputStream(fifo)) {
                lifeline.write(spec().with("guest.do", "wait").bytes());
                launched.send("KILL");
                assertEquals(137, launched.exitStatus());
                // The worker, wherever it was, would hold the output open for as long as it lives.
                launched.rest();
            }
        }
    }

    @Test
    void each_signal_to_the_launcher_stops_the_worker() throws Exception {
        for (int signal : new int[] {1, 2, 3, 15}) {
            LaunchSpec spec = spec();
            try (Launched launched = waiting(spec)) {
                launched.send(Integer.toString(signal));
                assertEquals(0, launched.exitStatus());
            }
            WrittenRecord end = WrittenRecord.read(spec.record());
            assertEquals(Optional.of("signal " + signal), end.value("stopped"));
            assertEquals(Optional.of("9"), end.value("signal"));
        }
    }

    @Test
    void signals_of_the_terminal_that_reach_the_worker_too_leave_the_end_to_the_launcher() throws Exception {
        LaunchSpec spec = spec();
        try (Launched launched = waiting(spec)) {
            for (String signal : new String[] {"INT", "TERM", "HUP", "QUIT"}) {
                Launched.signal(signal, launched.worker());
            }
            launched.closeInput();
            assertEquals("", launched.rest());
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("7"), WrittenRecord.read(spec.record()).value("exit"));
    }

    @Test
    void what_stops_the_launcher_for_a_while_stops_the_worker_too() throws Exception {
        LaunchSpec spec = spec();
        try (Launched launched = waiting(spec)) {
            Path worker = Path.of("/proc", Long.toString(launched.worker()), "status");
            launched.send("TSTP");
            awaitState(worker, "State:\tT");
            launched.send("CONT");
            awaitState(worker, "State:\tS");
            launched.closeInput();
            assertEquals("", launched.rest());
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("7"), WrittenRecord.read(spec.record()).value("exit"));
    }

    private static void awaitState(Path status, String state) throws IOException {
        long bound = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!Files.readString(status).contains(state)) {
            assertTrue(System.nanoTime() < bound, "the worker never came to " + state);
            Thread.onSpinWait();
        }
    }

    @Test
    void the_deadline_stops_the_worker() throws Exception {
        LaunchSpec spec = spec().with("deadline-ms", 300).with("guest.do", "spin");
        try (Launched launched = Launched.start(spec)) {
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("deadline"), WrittenRecord.read(spec.record()).value("stopped"));
    }

    @Test
    void a_second_of_cpu_time_is_enforced_by_the_kernel() throws Exception {
        LaunchSpec spec = spec().with("cpu-seconds", 1).with("guest.do", "spin");
        try (Launched launched = Launched.start(spec)) {
            assertEquals(0, launched.exitStatus());
        }
        WrittenRecord end = WrittenRecord.read(spec.record());
        assertEquals(Optional.of("9"), end.value("signal"));
        assertEquals(Optional.of("yes"), end.value("cpu-time"));
    }

    @Test
    void a_worker_that_takes_more_memory_than_it_may_is_killed_and_that_is_recorded() throws Exception {
        assumeTrue(Launched.check().contains("cgroup.memory=ok"), "no memory cgroup can be made here");
        LaunchSpec spec = spec().with("memory", 200 << 20).with("guest.do", "allocate");
        try (Launched launched = Launched.start(spec)) {
            launched.rest();
            assertEquals(0, launched.exitStatus());
        }
        WrittenRecord end = WrittenRecord.read(spec.record());
        assertEquals(List.of(), end.values("unlimited"));
        assertEquals(Optional.of("9"), end.value("signal"));
        assertEquals(Optional.of("yes"), end.value("oom"));
    }

    @Test
    void a_worker_has_no_more_tasks_than_it_may() throws Exception {
        assumeTrue(Launched.check().contains("cgroup.pids=ok"), "the kernel counts no tasks here");
        LaunchSpec spec = spec().with("pids", 64).with("guest.do", "threads");
        try (Launched launched = Launched.start(spec)) {
            launched.rest();
            assertEquals(0, launched.exitStatus());
        }
        WrittenRecord end = WrittenRecord.read(spec.record());
        assertEquals(List.of(), end.values("unlimited"));
        int threads = Integer.parseInt(end.value("exit").orElseThrow());
        assertTrue(threads > 0 && threads < 64, () -> threads + " threads beside the JVM's own");
    }

    @Test
    void the_end_of_the_lifeline_stops_the_worker() throws Exception {
        LaunchSpec spec = spec().with("guest.do", "wait");
        try (Launched launched = withLifeline(spec)) {
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(
                Optional.of("parent-gone"), WrittenRecord.read(spec.record()).value("stopped"));
    }

    @Test
    void a_detached_worker_goes_on_without_its_lifeline() throws Exception {
        LaunchSpec spec = spec().with("guest.do", "wait").with("detached", "yes");
        try (Launched launched = withLifeline(spec)) {
            launched.line();
            assertEquals("engaged 0, state 2", launched.line());
            launched.closeInput();
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("7"), WrittenRecord.read(spec.record()).value("exit"));
    }

    /** Through a fifo, whose writer goes away once the spec is written. */
    private Launched withLifeline(LaunchSpec spec) throws Exception {
        Path fifo = directory.resolve("fifo");
        assertEquals("", NativeSources.run(List.of("mkfifo", fifo.toString())));
        Launched launched = Launched.start(fifo);
        Files.write(fifo, spec.bytes());
        return launched;
    }
}
