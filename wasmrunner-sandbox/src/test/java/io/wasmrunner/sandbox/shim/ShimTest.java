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
            assertEquals(new ShimProcess.Answer.Ended(Optional.empty()), container.start());
            container.awaitEnd();
            assertEquals(1, container.settled());
            assertInstanceOf(EndRecord.Ending.NotStarted.class, container.end(1).ending());
        }
    }

    private static String refusal(ShimProcess.Answer answer) {
        return answer instanceof ShimProcess.Answer.Refused(String why) ? why : answer.toString();
    }

    @Test
    void what_cannot_work_is_refused_and_leaves_nothing() throws Exception {
        try (Container container = container("speak").with("colour", "blue")) {
            assertEquals("the key colour is not known", refusal(container.start()));
        }
        try (Container container =
                container("speak").with("log-file", "/proc/none/log").with("log-driver", "local")) {
            assertEquals("cannot open the log /proc/none/log: No such file or directory", refusal(container.start()));
        }
        try (Container container = container("speak").with("health", "/none").with("health-interval-ms", 1)) {
            assertEquals("cannot execute /none: No such file or directory", refusal(container.start()));
            assertFalse(ShimLock.isAlive(container.folder));
            assertFalse(Files.exists(container.folder.resolve("control")));
        }
        try (Container container =
                container("speak").with("log-driver", "syslog").with("syslog-address", "unixgram:///none/log")) {
            assertEquals("cannot reach unixgram:///none/log: No such file or directory", refusal(container.start()));
        }
    }

    @Test
    void a_container_has_one_shim() throws Exception {
        try (Container first = container("speak-and-wait").running();
                Container second = container("speak-and-wait")) {
            assertTrue(refusal(second.start()).endsWith("shim: the container has a shim already"));
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
    void a_client_that_settles_itself_is_left_to_do_so_while_it_is_there() throws Exception {
        try (Container container = container("speak-and-wait").running()) {
            try (ShimControl control = container.control()) {
                Container.done(control.stop(9, 0, true));
                control.awaitEnd();
            }
            assertEquals(0, container.settled());
            assertTrue(Files.exists(container.folder.resolve("end")));
            assertFalse(ShimLock.isAlive(container.folder));
        }
        try (Container container = container("speak-and-wait").running()) {
            long launcher = container.state().launcher();
            Container.kill("STOP", launcher);
            try (ShimControl control = container.control()) {
                Container.done(control.stop(9, 0, true));
            }
            Container.await(() -> container.state().phase() == ShimState.Phase.STOPPING);
            Container.kill("CONT", launcher);
            container.awaitEnd();
            assertEquals(1, container.settled());
        }
    }

    private static Attachment settling(Container container) {
        container.with("attach", "output").with("attach-settles", "yes");
        return assertInstanceOf(ShimProcess.Answer.Running.class, container.start())
                .attachment()
                .orElseThrow();
    }

    private static void untilEnded(Attachment attachment) {
        Attachment.Frame frame = attachment.next();
        while (frame != Attachment.Frame.RUN_ENDED) {
            assertTrue(frame != Attachment.Frame.SHIM_GONE);
            frame = attachment.next();
        }
    }

    @Test
    void who_is_attached_settles_runs_and_no_command_is_asked() throws Exception {
        try (Container container = container("speak-and-wait");
                Attachment attachment = settling(container)) {
            for (String answer : List.of("restart 0", "end 3")) {
                try (ShimControl control = container.control();
                        ShimControl settler = container.control();
                        ShimControl late = container.control()) {
                    assertEquals("nobody else is to settle a run", Container.refused(settler.settle()));
                    Container.done(control.signal(9));
                    untilEnded(attachment);
                    Container.done(settler.settle());
                    assertEquals("nobody else is to settle a run", Container.refused(late.settle()));
                    assertEquals("somebody else settles the run", Container.refused(late.settled("end 0")));
                    assertEquals(ShimState.Phase.SETTLING, container.state().phase());
                    Container.done(settler.settled(answer));
                }
                Container.await(
                        () -> answer.startsWith("end") ? !ShimLock.isAlive(container.folder) : container.guestRuns(2));
            }
            assertEquals(0, container.settled());
            assertEquals("", container.diary());
        }
    }

    @Test
    void the_command_settles_when_who_was_to_do_it_is_gone() throws Exception {
        try (Container container = container("speak-and-wait").plan("restart 0", "end");
                Attachment attachment = settling(container)) {
            try (ShimControl control = container.control()) {
                Container.done(control.signal(9));
                untilEnded(attachment);
                try (ShimControl settler = container.control()) {
                    Container.done(settler.settle());
                }
                control.awaitNext();
            }
            assertEquals(1, container.settled());
            Container.await(() -> container.guestRuns(2));
            attachment.hangUp();
            container.stop();
            assertEquals(2, container.settled());
        }
    }

    @Test
    void somebody_hears_of_every_run_but_the_first_when_it_begins() throws Exception {
        try (Container container = container("speak-and-wait").plan("restart 0", "end")) {
            Path hears = container.script("hears", "#!/bin/sh\necho again >>\"$1\"/heard\n");
            container.with("resumed", hears).with("resumed", container.folder).running();
            Path heard = container.folder.resolve("heard");
            assertFalse(Files.exists(heard));
            try (ShimControl control = container.control()) {
                Container.done(control.signal(9));
                control.awaitNext();
            }
            Container.await(() -> Files.exists(heard) && Files.readString(heard).equals("again\n"));
            Container.await(() -> container.state().phase() == ShimState.Phase.RUNNING);
            assertEquals(2, container.state().runs());
            container.stop();
            assertEquals("again\n", Files.readString(heard));
        }
        try (Container container = container("speak").with("resumed", "hears")) {
            assertEquals("resumed=hears: its first word is no absolute path", refusal(container.start()));
        }
    }

    @Test
    void a_restart_does_not_ask_whether_it_may() throws Exception {
        try (Container container =
                container("speak-and-wait").plan("end", "end").running()) {
            try (ShimControl control = container.control()) {
                Container.done(control.restart(15, 1000));
                control.awaitNext();
                assertEquals(2, Container.done(control.state()).runs());
            }
            container.stop();
            assertEquals(2, container.settled());
        }
    }

    @Test
    void a_shim_that_waits_for_a_restart_says_so_and_can_be_told_not_to_wait() throws Exception {
        try (Container container = container("speak").plan("restart 3600000", "restart 3600000")) {
            container.start();
            Container.await(() -> container.state().phase() == ShimState.Phase.WAITING);
            assertTrue(container.state().untilRestart() > 3_000_000);
            assertEquals(0, container.state().launcher());
            try (ShimControl control = container.control()) {
                assertEquals("the container is not running", Container.refused(control.signal(15)));
                assertEquals("the container is not running", Container.refused(control.pause()));
                Container.done(control.restart(15, 0));
                control.awaitNext();
            }
            assertEquals(2, container.settled());
            container.stop();
            assertEquals(2, container.settled());
            assertFalse(ShimLock.isAlive(container.folder));
        }
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
    void an_answer_of_the_settling_command_that_is_none_ends_the_container() throws Exception {
        for (String answer : List.of("restart", "restart -1", "restart 3600001", "restart 1 ", "start 1", "")) {
            Path folder = directory.resolve("c" + answer.length() + answer.hashCode());
            try (Container container = new Container(folder, "speak").plan(answer)) {
                container.start();
                container.awaitEnd();
                assertEquals(1, container.settled());
                assertTrue(container.diary().contains("settles run 1 said \"" + answer + "\""), container.diary());
            }
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
