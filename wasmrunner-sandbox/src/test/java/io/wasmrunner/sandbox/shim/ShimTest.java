package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.launch.EndRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A container's life in the care of its shim. */
class ShimTest {
    @TempDir
    Path directory;

    private Container container(String does) throws Exception {
        return new Container(directory.resolve("c"), does);
    }

    @Test
    void a_container_runs_is_stopped_settled_started_again_and_comes_to_its_end() throws Exception {
        try (Container container = container("speak-and-wait").plan("restart 1", "end")) {
            Files.writeString(container.folder.resolve("noise"), "more than the answer\n".repeat(1000));
            container.running();
            assertTrue(ShimLock.isAlive(container.folder));
            Container.await(() -> container.text().contains("second"));
            try (ShimControl control = container.control()) {
                ShimState state = Container.done(control.state());
                assertEquals(ShimState.Phase.RUNNING, state.phase());
                assertEquals(1, state.runs());
                assertEquals(ShimLock.startTime(state.launcher()), state.launcherStart());
                Container.done(control.signal(12));
                control.awaitNext();
            }
            Container.await(() -> container.state().runs() == 2);
            Container.await(() -> container.state().phase() == ShimState.Phase.RUNNING);
            Container.await(() -> container.text().split("second", -1).length == 3);
            container.stop();
            assertFalse(Files.exists(container.folder.resolve("control")));
            assertEquals(2, container.settled());
            assertEquals(new EndRecord.Ending.Killed(12), container.end(1).ending());
            assertEquals(EndRecord.Cause.SIGNAL, container.end(1).cause());
            assertEquals(new EndRecord.Ending.Killed(15), container.end(2).ending());
            String lines = "first line\\nsecond \\u003cline\\u003e\\n";
            assertEquals(2, container.text().split(Pattern.quote(lines), -1).length - 1);
            assertEquals("", container.diary());
        }
    }

    @Test
    void the_log_has_dockers_form() throws Exception {
        try (Container container = container("speak")) {
            container.start();
            container.awaitEnd();
            List<String> lines = Files.readAllLines(container.log());
            assertEquals(4, lines.size());
            String time = ",\"time\":\"20[0-9-]+T[0-9:]+(\\.[0-9]{0,8}[1-9])?Z\"}";
            for (String line : lines) {
                assertTrue(line.matches("\\{\"log\":\".*\",\"stream\":\"std(out|err)\"" + time), line);
            }
            assertTrue(lines.get(1).startsWith("{\"log\":\"second \\u003cline\\u003e\\n\",\"stream\":\"stdout\""));
            assertTrue(lines.stream().anyMatch(line -> line.contains("to the error\\n\",\"stream\":\"stderr\"")));
            assertTrue(lines.getLast().startsWith("{\"log\":\"unfinished\",\"stream\":\"stdout\""));
            assertEquals(new EndRecord.Ending.Exited(3), container.end(1).ending());
        }
    }

    @Test
    void a_run_that_fails_before_its_guest_is_settled_too() throws Exception {
        try (Container container = container("speak")) {
            container.launch.add("jvm-option", "-XX:+NoSuchOption");
            assertInstanceOf(ShimProcess.Answer.Ended.class, container.start());
            container.awaitEnd();
            assertEquals(1, container.settled());
            assertInstanceOf(EndRecord.Ending.NotStarted.class, container.end(1).ending());
        }
    }

    @Test
    void what_cannot_work_is_refused_and_leaves_nothing() throws Exception {
        try (Container container = container("speak").with("colour", "blue")) {
            assertEquals("the key colour is not known", Container.refused(container.start()));
        }
        try (Container container =
                container("speak").with("log-file", "/proc/none/log").with("log-driver", "local")) {
            assertEquals(
                    "cannot open the log /proc/none/log: No such file or directory",
                    Container.refused(container.start()));
        }
        try (Container container = container("speak").with("health", "/none").with("health-interval-ms", 1)) {
            assertEquals("cannot execute /none: No such file or directory", Container.refused(container.start()));
            assertFalse(ShimLock.isAlive(container.folder));
            assertFalse(Files.exists(container.folder.resolve("control")));
        }
        try (Container container =
                container("speak").with("log-driver", "syslog").with("syslog-address", "unixgram:///none/log")) {
            assertEquals(
                    "cannot reach unixgram:///none/log: No such file or directory",
                    Container.refused(container.start()));
        }
    }

    @Test
    void a_container_has_one_shim() throws Exception {
        try (Container first = container("speak-and-wait").running();
                Container second = container("speak-and-wait")) {
            assertTrue(Container.refused(second.start()).endsWith("shim: the container has a shim already"));
            assertEquals(ShimState.Phase.RUNNING, first.state().phase());
            first.stop();
        }
    }

    @Tag("attack-37")
    @Test
    void a_killed_shim_leaves_no_worker_and_an_end_record() throws Exception {
        try (Container container = container("speak-and-wait").running()) {
            long launcher = container.state().launcher();
            long worker = Container.child(launcher);
            Container.kill(
                    "KILL", ShimLock.owner(container.folder).orElseThrow().pid());
            Container.await(() -> Container.isGone(worker) && Container.isGone(launcher));
            assertFalse(ShimLock.isAlive(container.folder));
            assertEquals(Optional.empty(), ShimLock.owner(container.folder));
            assertTrue(ShimControl.connect(container.folder).isEmpty());
            EndRecord end = EndRecord.parse(Files.readAllBytes(container.folder.resolve("end")));
            assertEquals(EndRecord.Cause.ORPHANED, end.cause());
            assertEquals(0, container.settled());
        }
    }

    @Test
    void a_container_whose_shim_was_killed_starts_again() throws Exception {
        try (Container container = container("speak-and-wait").running()) {
            Container.await(() -> container.logged().contains("error"));
            Container.kill(
                    "KILL", ShimLock.owner(container.folder).orElseThrow().pid());
            Container.await(() -> !ShimLock.isAlive(container.folder));
        }
        // As if it had been killed in the middle of a line.
        try (Container container = container("speak-and-wait")) {
            Files.writeString(container.log(), "{\"log\":\"to", StandardOpenOption.APPEND);
            container.running().stop();
            for (String line : Files.readAllLines(container.log())) {
                assertTrue(line.endsWith("Z\"}"), line);
            }
        }
    }

    @Tag("attack-37")
    @Test
    void a_killed_launcher_is_settled_without_a_record() throws Exception {
        try (Container container = container("speak-and-wait").running()) {
            long launcher = container.state().launcher();
            long worker = Container.child(launcher);
            Container.kill("KILL", launcher);
            container.awaitEnd();
            assertTrue(Container.isGone(worker));
            assertEquals(1, container.settled());
            assertFalse(Files.exists(container.folder.resolve("end")));
            assertTrue(container.diary().contains("the launcher of run 1 ended with status 9"));
        }
    }

    @Tag("attack-37")
    @Test
    void no_worker_outlives_a_kill_because_it_is_paused() throws Exception {
        for (boolean shim : new boolean[] {true, false}) {
            Path folder = directory.resolve(shim ? "shim" : "launcher");
            try (Container container = new Container(folder, "speak-and-wait").running();
                    ShimControl control = container.control()) {
                Container.done(control.pause());
                long launcher = container.state().launcher();
                long worker = Container.child(launcher);
                long killed =
                        shim ? ShimLock.owner(container.folder).orElseThrow().pid() : launcher;
                Container.kill("KILL", killed);
                Container.await(() -> Container.isGone(worker) && Container.isGone(launcher));
                container.awaitEnd();
            }
        }
    }

    @Test
    void many_runs_take_no_more_descriptors_than_one() throws Exception {
        try (Container container = container("speak")) {
            container.plan(
                    "restart 3600000", "restart 0", "restart 0", "restart 0", "restart 0", "restart 3600000", "end");
            container.start();
            Container.await(() -> container.state().phase() == ShimState.Phase.WAITING);
            long pid = ShimLock.owner(container.folder).orElseThrow().pid();
            int descriptors = descriptors(pid);
            try (ShimControl control = container.control()) {
                Container.done(control.restart(15, 0));
            }
            Container.await(() -> container.settled() == 6
                    && container.state().phase() == ShimState.Phase.WAITING
                    && descriptors(pid) == descriptors);
            assertEquals(6, container.state().runs());
            container.stop();
        }
    }

    private static int descriptors(long process) {
        return Path.of("/proc", Long.toString(process), "fd").toFile().list().length;
    }

    @Test
    void a_signal_to_the_shim_itself_ends_the_container() throws Exception {
        try (Container container = container("speak-and-wait").plan("restart 0").running()) {
            Container.kill(
                    "TERM", ShimLock.owner(container.folder).orElseThrow().pid());
            container.awaitEnd();
            assertEquals(1, container.settled());
            assertEquals(new EndRecord.Ending.Killed(15), container.end(1).ending());
        }
    }

    @Test
    void a_folder_may_have_a_path_longer_than_a_socket_address() throws Exception {
        Path folder = directory;
        for (int i = 0; i < 8; i++) {
            folder = folder.resolve("a-folder-with-a-name-of-some-length-" + i);
        }
        try (Container container = new Container(folder, "speak-and-wait").running()) {
            assertEquals(ShimState.Phase.RUNNING, container.state().phase());
            container.stop();
        }
    }

    @Test
    void the_health_command_is_started_while_the_guest_runs() throws Exception {
        try (Container container = container("speak-and-wait")) {
            Path script =
                    container.script("health", "#!/bin/sh\necho \"$MORE\" >>" + container.folder + "/health.log\n");
            container
                    .with("health", script)
                    .with("environment", "MORE=variables")
                    .with("health-interval-ms", 3_600_000)
                    .with("health-start-interval-ms", 5)
                    .with("health-start-period-ms", 3_600_000)
                    .running();
            Path log = container.folder.resolve("health.log");
            Container.await(() -> Files.exists(log) && Files.readAllLines(log).size() >= 3);
            assertEquals("variables", Files.readAllLines(log).getFirst());
            container.stop();
        }
    }
}
