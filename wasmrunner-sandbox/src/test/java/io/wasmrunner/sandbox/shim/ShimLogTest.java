package io.wasmrunner.sandbox.shim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where what a guest writes is kept. */
class ShimLogTest {
    private static final int LINES_A_MEGABYTE = 1_000_000 / ShimWorker.FLOOD_LINE;

    @TempDir
    Path directory;

    private Container flood(int megabytes) throws Exception {
        Container container = new Container(directory.resolve("c"), "flood");
        container.launch.add("guest.megabytes", megabytes);
        return container;
    }

    /** The numbers of the flood's lines from the oldest file to the youngest, each line whole. */
    private static List<Integer> numbers(Path log, int files) throws IOException {
        List<Integer> numbers = new ArrayList<>();
        for (int i = files - 1; i >= 0; i--) {
            Path plain = Path.of(i == 0 ? log.toString() : log + "." + i);
            Path compressed = Path.of(log + "." + i + ".gz");
            if (Files.exists(plain)) {
                read(Files.newInputStream(plain), numbers);
            } else if (Files.exists(compressed)) {
                read(new GZIPInputStream(Files.newInputStream(compressed)), numbers);
            }
        }
        return numbers;
    }

    private static void read(InputStream file, List<Integer> numbers) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            String end = "x".repeat(ShimWorker.FLOOD_LINE - 11) + "\\n\",\"stream\":\"stdout\",\"time\":\"";
            for (String line; (line = lines.readLine()) != null; ) {
                assertTrue(line.startsWith("{\"log\":\"") && line.startsWith(end, 18) && line.endsWith("Z\"}"), line);
                numbers.add(Integer.parseInt(line, 8, 18, 10));
            }
        }
    }

    private static void assertInOrder(List<Integer> numbers, int last) {
        for (int i = 1; i < numbers.size(); i++) {
            assertEquals(numbers.get(i - 1) + 1, numbers.get(i));
        }
        assertEquals(last, numbers.getLast());
    }

    @Tag("attack-30")
    @Test
    void of_a_flood_the_last_files_are_kept_whole_and_in_order() throws Exception {
        int bound = 10_000_000;
        try (Container container = flood(200).with("log-max-size", bound).with("log-max-file", 3)) {
            container.running().awaitEnd();
            List<Integer> numbers = numbers(container.log(), 3);
            assertInOrder(numbers, 200 * LINES_A_MEGABYTE - 1);
            assertTrue(numbers.size() > 2 * bound / 200);
            try (Stream<Path> files = Files.list(container.log().getParent())) {
                for (Path file : files.toList()) {
                    assertTrue(Files.size(file) < bound + 200, file.toString());
                }
            }
            assertFalse(Files.exists(Path.of(container.log() + ".3")));
        }
    }

    @Test
    void full_files_are_compressed_by_the_local_driver_and_lose_nothing() throws Exception {
        try (Container container = flood(20)
                .with("log-driver", "local")
                .with("log-max-size", 4_000_000)
                .with("log-max-file", 20)) {
            container.running().awaitEnd();
            List<Integer> numbers = numbers(container.log(), 20);
            assertEquals(0, numbers.getFirst());
            assertInOrder(numbers, 20 * LINES_A_MEGABYTE - 1);
            assertTrue(Files.exists(Path.of(container.log() + ".5.gz")));
        }
    }

    @Test
    void a_log_file_removed_under_the_shim_is_made_anew() throws Exception {
        Container container = new Container(directory.resolve("c"), "echo");
        try (container) {
            container.with("stdin", "open").running();
            try (ShimControl control = container.control();
                    Attachment attachment = Container.done(control.attach(true, false))) {
                assertTrue(attachment.send(new byte[] {'a', '\n'}, 0, 2));
                Container.await(() -> container.logged().contains("a\\n"));
                Files.delete(container.log());
                Files.delete(container.log().getParent());
                Container.await(() -> {
                    assertTrue(attachment.send(new byte[] {'b', '\n'}, 0, 2));
                    return Files.exists(container.log());
                });
                assertFalse(container.logged().contains("a\\n"));
            }
            container.stop();
        }
    }

    @Test
    void a_full_disk_holds_the_guest_and_loses_no_line() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        String mount = "mount -t tmpfs -o size=4m none " + disk;
        assumeTrue(Container.sh(mount) == 0, "no file system can be mounted here");
        try (Container container = flood(10).with("log-file", disk.resolve("log"))) {
            Path log = disk.resolve("log");
            container.running();
            Container.await(() -> Files.size(log) >= 4 << 20);
            assertEquals(ShimState.Phase.RUNNING, container.state().phase());
            assertEquals(0, Container.sh("mount -o remount,size=64m " + disk));
            container.awaitEnd();
            List<Integer> numbers = numbers(log, 1);
            assertEquals(0, numbers.getFirst());
            assertInOrder(numbers, 10 * LINES_A_MEGABYTE - 1);
        } finally {
            Container.sh("umount " + disk);
        }
    }

    @Test
    void what_a_guest_left_behind_waits_for_the_disk_however_long_it_is_full() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        String mount = "mount -t tmpfs -o size=1m none " + disk;
        assumeTrue(Container.sh(mount) == 0, "no file system can be mounted here");
        try (Container container = flood(1).with("log-file", disk.resolve("log"))) {
            container.running();
            Container.await(() -> Files.exists(container.folder.resolve("end")));
            Container.await(() -> container.state().phase() == ShimState.Phase.STOPPING);
            // Longer than what holds an output open is waited for.
            assertEquals(0, Container.sh("sleep 11"));
            assertEquals(0, Container.sh("mount -o remount,size=64m " + disk));
            container.awaitEnd();
            List<Integer> numbers = numbers(disk.resolve("log"), 1);
            assertEquals(0, numbers.getFirst());
            assertInOrder(numbers, LINES_A_MEGABYTE - 1);
            assertEquals(1, container.settled());
        } finally {
            Container.sh("umount " + disk);
        }
    }

    @Test
    void a_container_whose_disk_stays_full_can_be_stopped() throws Exception {
        Path disk = Files.createDirectories(directory.resolve("disk"));
        assumeTrue(Container.sh("mount -t tmpfs -o size=1m none " + disk) == 0, "no file system can be mounted here");
        try (Container container = flood(10).with("log-file", disk.resolve("log"))) {
            container.running();
            Container.await(() -> Files.size(disk.resolve("log")) >= 1 << 20);
            container.stop();
            assertEquals(1, container.settled());
            assertTrue(container.diary().contains("they could not be written"), container.diary());
        } finally {
            Container.sh("umount " + disk);
        }
    }

    @Test
    void nothing_is_kept_with_the_driver_none() throws Exception {
        try (Container container = flood(10).with("log-driver", "none")) {
            container.running().awaitEnd();
            assertFalse(Files.exists(container.log()));
        }
    }

    private Container speaking(String address, String format) throws Exception {
        return new Container(directory.resolve("c"), "speak")
                .with("log-driver", "syslog")
                .with("log-tag", "the-tag")
                .with("syslog-facility", "local3")
                .with("syslog-address", address)
                .with("syslog-format", format);
    }

    @Test
    void syslog_daemons_get_a_datagram_a_line() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                Container container = speaking("udp://127.0.0.1:" + socket.getLocalPort(), "rfc5424micro")) {
            container.start();
            container.awaitEnd();
            List<String> messages = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
                socket.receive(packet);
                messages.add(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
            }
            messages.sort(null);
            String time = "1 20[0-9-]+T[0-9:]+\\.[0-9]{6}Z \\S+ the-tag [0-9]+ the-tag - ";
            assertTrue(messages.get(0).matches("<155>" + time + "to the error"), messages.toString());
            assertTrue(messages.get(1).matches("<158>" + time + "first line"), messages.toString());
        }
    }

    @Test
    void syslog_daemons_get_a_line_a_line_over_a_stream() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Container container = speaking("tcp://127.0.0.1:" + server.getLocalPort(), "rfc3164")) {
            container.start();
            try (Socket connection = server.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                List<String> messages = lines.lines().sorted().toList();
                assertEquals(4, messages.size());
                String head = "<158>[A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} \\S+ the-tag\\[[0-9]+]: ";
                assertTrue(messages.get(1).matches(head + "first line"), messages.toString());
                assertTrue(messages.get(3).matches(head + "unfinished"), messages.toString());
            }
            container.awaitEnd();
        }
    }
}
