package io.wasmrunner.sandbox.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
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
        WrittenRecord end = WrittenRecord.read(spec.record());
        assertEquals(Optional.of(LaunchSpec.ID), end.value("id"));
        assertEquals(Optional.of("42"), end.value("exit"));
        assertEquals(Optional.of("2"), end.value("worker.state"));
        assertEquals(Optional.of("500"), end.value("worker.count.5"));
        assertEquals(List.of("said by the worker", "and more"), end.values("worker.text"));
        assertTrue(Long.parseLong(end.value("max-rss").orElseThrow()) > 1024 * 1024);
        assertTrue(Long.parseLong(end.value("wall-ns").orElseThrow()) > 0);
        assertTrue(Long.parseLong(end.value("set-up-us").orElseThrow()) > 0);
    }

    @Test
    void an_exception_that_escapes_is_exit_status_255() throws Exception {
        LaunchSpec spec = spec().with("guest.do", "throw");
        try (Launched launched = Launched.start(spec)) {
            assertTrue(launched.rest().contains("as the test wants it"));
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("255"), WrittenRecord.read(spec.record()).value("exit"));
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

    @Test
    void a_descriptor_to_keep_that_is_not_open_is_said() throws Exception {
        try (Launched launched = Launched.start(spec().with("fd", 900))) {
            assertEquals("wasmrunner-launch: bad spec: descriptor 900 is to be kept, but is not open", launched.rest());
            assertEquals(1, launched.exitStatus());
        }
    }

    @Test
    void an_end_record_that_cannot_be_written_is_said() throws Exception {
        LaunchSpec spec = spec().without("record").with("record", directory.resolve("none/record"));
        try (Launched launched = Launched.start(spec)) {
            assertTrue(launched.rest().contains("wasmrunner-launch: cannot write the end record "));
            assertEquals(1, launched.exitStatus());
        }
    }

    @Test
    void a_jdk_that_is_not_there_is_recorded() throws Exception {
        assertTrue(failure(spec().without("java-home").with("java-home", "/none"))
                .matches("landlock: /none: No such file or directory"));
        assertTrue(failure(spec().without("jvm").with("jvm", "/none/libjvm.so"))
                .startsWith("jvm: cannot load /none/libjvm.so: "));
    }

    @Test
    void a_path_to_read_that_is_not_there_is_recorded() throws Exception {
        assertEquals(
                "landlock: /none/app.jar: No such file or directory", failure(spec().with("read", "/none/app.jar")));
    }

    @Test
    void a_class_that_is_not_there_is_recorded() throws Exception {
        assertEquals(
                "jvm: no class a/B on the class path",
                failure(spec().without("class").with("class", "a/B")));
    }

    @Test
    void a_jvm_that_does_not_start_is_recorded() throws Exception {
        assertTrue(failure(spec().with("jvm-option", "-XX:+NoSuchOption")).startsWith("jvm: "));
    }

    @Test
    void each_mechanism_that_is_missing_refuses_when_the_spec_says_so() throws Exception {
        Launched.assumeNothingIsMissing();
        for (String mechanism : List.of(
                "mount-namespace",
                "pid-namespace",
                "network-namespace",
                "ipc-namespace",
                "uts-namespace",
                "private-proc",
                "rlimits",
                "capabilities",
                "no-new-privs",
                "landlock",
                "seccomp")) {
            LaunchSpec spec = LaunchSpec.of(directory, TestWorker.class)
                    .with("missing", "refuse")
                    .with("pretend-missing", mechanism);
            assertTrue(failure(spec).contains(mechanism + ": pretended missing"), mechanism);
            assertEquals(
                    List.of(mechanism + ": pretended"),
                    WrittenRecord.read(spec.record()).values("missing"));
        }
    }

    @Test
    void each_mechanism_that_is_missing_is_recorded_when_the_spec_goes_on() throws Exception {
        for (String mechanism :
                List.of("mount-namespace", "pid-namespace", "network-namespace", "landlock", "seccomp")) {
            LaunchSpec spec = spec().with("pretend-missing", mechanism);
            try (Launched launched = Launched.start(spec)) {
                assertTrue(launched.line().startsWith("strict false"), mechanism);
                assertEquals("engaged 0, state 2", launched.line(), mechanism);
                assertEquals(0, launched.exitStatus());
            }
            WrittenRecord end = WrittenRecord.read(spec.record());
            assertTrue(end.values("missing").contains(mechanism + ": pretended"), mechanism);
            assertEquals(Optional.of("42"), end.value("exit"), mechanism);
        }
    }

    @Test
    void a_limit_that_cannot_be_set_is_recorded_or_refused() throws Exception {
        LaunchSpec spec = spec().with("memory", 1L << 30).with("pids", 100).with("pretend-missing", "cgroup");
        try (Launched launched = Launched.start(spec)) {
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(
                List.of("memory: pretended missing", "pids: pretended missing"),
                WrittenRecord.read(spec.record()).values("unlimited"));
        LaunchSpec strict = LaunchSpec.of(directory, TestWorker.class)
                .with("missing", "refuse")
                .with("memory", 1L << 30)
                .with("pids", 100)
                .with("pretend-missing", "cgroup");
        // Memory is held by the heap as well.
        assertEquals("cgroup: pids: pretended missing", failure(strict));
    }

    @Test
    void cgroup_limits_are_written_before_java_is_locked_down() throws Exception {
        Path root = Files.createDirectories(directory.resolve("cgroup"));
        Files.createDirectories(root.resolve("memory"));
        LaunchSpec spec =
                spec().with("memory", 1L << 30).with("cgroup-root", root).with("guest.do", "wait");
        try (Launched launched = Launched.start(spec)) {
            launched.line();
            assertEquals("engaged 0, state 2", launched.line());
            Path group = root.resolve("memory/wasmrunner-" + LaunchSpec.ID);
            assertEquals("1073741824", Files.readString(group.resolve("memory.limit_in_bytes")));
            assertEquals(Long.toString(launched.worker()), Files.readString(group.resolve("cgroup.procs")));
            launched.closeInput();
            assertEquals(0, launched.exitStatus());
        }
        assertEquals(Optional.of("7"), WrittenRecord.read(spec.record()).value("exit"));
    }

    @Test
    void a_cgroup_that_a_killed_launcher_left_goes_when_a_later_one_makes_its_own() throws Exception {
        Path memory = Files.createDirectories(directory.resolve("cgroup/memory"));
        String prefix = "wasmrunner-" + LaunchSpec.ID.charAt(0);
        Path left = Files.createDirectory(memory.resolve(prefix + "left"));
        Path used = Files.createDirectory(memory.resolve(prefix + "used"));
        Files.createFile(used.resolve("somebody"));
        Path others = Files.createDirectory(memory.resolve("system-" + LaunchSpec.ID));
        for (Path old : List.of(left, used, others)) {
            Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(120)));
        }
        Path young = Files.createDirectory(memory.resolve(prefix + "young"));

        LaunchSpec spec = spec().with("memory", 1L << 30).with("cgroup-root", memory.getParent());
        try (Launched launched = Launched.start(spec)) {
            assertEquals(0, launched.exitStatus(), launched::rest);
        }
        assertFalse(Files.exists(left));
        for (Path kept : List.of(used, others, young)) {
            assertTrue(Files.exists(kept), kept.toString());
        }
    }

    private static String failure(LaunchSpec spec) throws Exception {
        try (Launched launched = Launched.start(spec)) {
            assertEquals(0, launched.exitStatus(), launched::rest);
        }
        return WrittenRecord.read(spec.record()).value("failed").orElseThrow();
    }
}
