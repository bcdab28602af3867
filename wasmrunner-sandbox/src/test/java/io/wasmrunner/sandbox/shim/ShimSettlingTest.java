package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who settles a run that is over, and what follows from it. */
class ShimSettlingTest {
    @TempDir
    Path directory;

    private Container container(String does) throws Exception {
        return new Container(directory.resolve("c"), does);
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
        try (Container container = container("speak-and-wait").plan("restart 0", "end")) {
            try (Attachment attachment = settling(container);
                    ShimControl control = container.control()) {
                Container.done(control.signal(9));
                untilEnded(attachment);
                try (ShimControl settler = container.control()) {
                    Container.done(settler.settle());
                }
                control.awaitNext();
                assertEquals(1, container.settled());
                Container.await(() -> container.guestRuns(2));
            }
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
            assertEquals("resumed=hears: its first word is no absolute path", Container.refused(container.start()));
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
}
