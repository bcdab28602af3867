package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.sandbox.launch.EndRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachmentTest {
    @TempDir
    Path directory;

    private Container container(String does) throws Exception {
        return new Container(directory.resolve("c"), does);
    }

    private static Attachment attachment(ShimProcess.Answer answer) {
        return assertInstanceOf(ShimProcess.Answer.Running.class, answer)
                .attachment()
                .orElseThrow();
    }

    /** Everything up to the end of a run. */
    private static String run(Attachment attachment, Attachment.Frame wanted) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        while (true) {
            Attachment.Frame frame = attachment.next();
            if (frame == Attachment.Frame.RUN_ENDED || frame == Attachment.Frame.SHIM_GONE) {
                return said.toString(StandardCharsets.UTF_8);
            }
            if (frame == wanted) {
                said.write(attachment.bytes(), 0, attachment.length());
            }
        }
    }

    @Test
    void whoever_starts_a_container_misses_nothing_of_its_output() throws Exception {
        try (Container container = container("speak").plan("restart 0", "end").with("attach", "output")) {
            try (Attachment attachment = attachment(container.start())) {
                assertEquals("first line\nsecond <line>\nunfinished", run(attachment, Attachment.Frame.OUTPUT));
                assertEquals("to the error\n", run(attachment, Attachment.Frame.ERROR));
                assertEquals(Attachment.Frame.SHIM_GONE, attachment.next());
                assertEquals(Attachment.Frame.SHIM_GONE, attachment.next());
            }
            container.awaitEnd();
        }
    }

    @Test
    void a_flood_reaches_who_is_attached_as_a_whole() throws Exception {
        try (Container container = container("flood").with("attach", "output")) {
            container.launch.add("guest.megabytes", 20);
            long bytes = 0;
            try (Attachment attachment = attachment(container.start())) {
                while (attachment.next() == Attachment.Frame.OUTPUT) {
                    bytes += attachment.length();
                }
            }
            assertEquals(20_000_000, bytes);
            container.awaitEnd();
        }
    }

    @Test
    void what_an_attachment_sends_is_the_standard_input() throws Exception {
        try (Container container = container("echo").with("attach", "both").with("stdin", "open")) {
            try (Attachment first = attachment(container.start());
                    ShimControl control = container.control();
                    Attachment second = Container.done(control.attach(true, true))) {
                // More than a pipe holds.
                byte[] bytes = "some input\n".repeat(200_000).getBytes(StandardCharsets.UTF_8);
                Thread sender = Thread.startVirtualThread(() -> {
                    assertTrue(first.send(bytes, 0, bytes.length));
                    assertTrue(first.endInput());
                });
                Thread other = Thread.startVirtualThread(() -> run(second, Attachment.Frame.OUTPUT));
                assertEquals(
                        new String(bytes, StandardCharsets.UTF_8).length(),
                        run(first, Attachment.Frame.OUTPUT).length());
                sender.join();
                other.join();
            }
            container.awaitEnd();
            assertEquals(new EndRecord.Ending.Exited(5), container.end(1).ending());
        }
    }

    @Test
    void input_that_is_open_stays_so_when_its_user_goes_and_ends_with_the_only_user() throws Exception {
        try (Container container = container("echo").with("stdin", "once").with("attach", "both")) {
            try (Attachment attachment = attachment(container.start())) {
                assertTrue(attachment.send(new byte[] {'x', '\n'}, 0, 2));
                Container.await(() -> container.logged().contains("x\\n"));
            }
            container.awaitEnd();
            assertEquals(new EndRecord.Ending.Exited(5), container.end(1).ending());
        }
        try (Container container = container("echo").with("stdin", "open").with("attach", "both")) {
            try (Attachment attachment = attachment(container.start())) {
                assertTrue(attachment.send(new byte[] {'y', '\n'}, 0, 2));
                Container.await(() -> container.logged().contains("y\\n"));
            }
            assertEquals(ShimState.Phase.RUNNING, container.state().phase());
            try (ShimControl control = container.control();
                    Attachment attachment = Container.done(control.attach(true, false))) {
                assertTrue(attachment.send(new byte[] {'z', '\n'}, 0, 2));
                Container.await(() -> container.logged().contains("z\\n"));
            }
            container.stop();
        }
    }

    @Test
    void there_is_no_input_to_attach_to_without_one() throws Exception {
        try (Container container = container("speak-and-wait").running()) {
            try (ShimControl control = container.control()) {
                assertEquals("the container has no standard input", Container.refused(control.attach(true, true)));
            }
            container.stop();
        }
    }

    @Test
    void who_does_not_read_is_dropped_and_the_guest_goes_on() throws Exception {
        try (Container container = container("flood").with("attach", "output")) {
            container.launch.add("guest.megabytes", 20);
            try (Attachment attachment = attachment(container.start())) {
                container.awaitEnd();
                long bytes = 0;
                while (attachment.next() == Attachment.Frame.OUTPUT) {
                    bytes += attachment.length();
                }
                assertTrue(bytes < 20_000_000, "all of it was kept for somebody");
            }
            assertEquals(
                    20_000_000 / ShimWorker.FLOOD_LINE,
                    container.logged().lines().count());
            assertTrue(container.diary().contains("a client that does not read its output is dropped"));
        }
    }
}
