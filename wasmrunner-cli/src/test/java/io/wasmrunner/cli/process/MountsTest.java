package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(CliExtension.class)
final class MountsTest {
    private final Cli cli;

    @TempDir
    Path host;

    MountsTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void fill() throws IOException {
        Files.writeString(host.resolve("file"), "inside");
    }

    private Result files(String guest, String... flags) {
        List<String> line = new ArrayList<>(List.of("run"));
        for (String flag : flags) {
            line.add(flag.replace("HOST", host.toString()));
        }
        line.addAll(List.of(Cli.example("files/files"), guest));
        return cli.run(line.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "--dir HOST::/ /",
                "--dir HOST::/data /data",
                "-v HOST:/data/ /data",
                "--volume HOST:/data:rw /data",
                "--mount type=bind,source=HOST,target=/data /data",
                "--mount src=HOST,dst=/a/b/c /a/b/c"
            })
    void a_directory_is_there_by_its_guest_path(String flag, String value, String guest) {
        Result result = files(guest, flag, value);

        assertEquals(0, result.code(), result.err());
        assertTrue(result.text().endsWith(" 0 failed\n"), result.text());
    }

    @Test
    void a_directory_without_a_guest_path_keeps_its_name() {
        assertEquals(0, files(host.toString(), "--dir", "HOST").code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dir=HOST::/data:ro",
                "--volume=HOST:/data:ro",
                "--mount=type=bind,src=HOST,dst=/data,readonly",
                "--mount=type=bind,src=HOST,dst=/data,ro=true"
            })
    void a_read_only_directory_stays_as_it_is(String flag) {
        unchanged(files("/data", flag));
    }

    @Test
    void all_directories_can_be_made_read_only_at_once() {
        unchanged(files("/data", "--read-only", "-v", "HOST:/data"));
    }

    private void unchanged(Result result) {
        assertEquals(1, result.code());
        assertTrue(result.text().contains("FAILED: a new file opens"), result.text());
        assertEquals(List.of("file"), List.of(host.toFile().list()));
    }

    @Tag("attack-16")
    @Test
    void without_a_flag_there_is_no_directory() throws IOException {
        Files.writeString(cli.work().resolve("beside"), "");

        assertEquals(2, files("/").code());
        assertEquals(2, files(".").code());
    }

    @Test
    void two_directories_at_one_place_are_refused() {
        assertEquals(
                "cannot mount twice at /data: -v %s:/data and -v /tmp:/data/".formatted(host),
                files("/data", "-v", "HOST:/data", "-v", "/tmp:/data/").refusal(125));
    }

    @Test
    void a_missing_directory_is_named() {
        assertEquals(
                "cannot mount %s/none (-v %s/none:/data): there is no such directory; make it first"
                        .formatted(host, host),
                files("/data", "-v", "HOST/none:/data").refusal(127));
        assertFalse(Files.exists(host.resolve("none")));
    }

    @Test
    void a_file_is_not_a_directory() {
        assertTrue(files("/data", "--dir", "HOST/file::/data").refusal(125).contains("it is not a directory"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-v=x",
                "--volume=HOST:data",
                "--dir=::/x",
                "--mount=type=nfs,dst=/x",
                "--mount=src=HOST,dst=/d,typo=1"
            })
    void a_malformed_mount_says_how_it_must_look(String flag) {
        assertTrue(files("/data", flag).refusal(125).matches("(cannot read|run: unknown).*"));
    }

    @Tag("attack-3")
    @Tag("attack-4")
    @Tag("attack-6")
    @Tag("attack-7")
    @Tag("attack-13")
    @Tag("attack-18")
    @OnBothEngines
    void nothing_outside_is_reached_through_links(String engine) throws IOException {
        String secret = "a secret of the host";
        Path box = Files.createDirectories(host.resolve("box"));
        Files.writeString(host.resolve("secret"), secret);
        Files.createDirectory(host.resolve("outer"));
        Files.createDirectory(box.resolve("inner"));
        Files.writeString(box.resolve("inside"), "inside");
        link(box, "passwd", "/etc/passwd");
        link(box, "out", "/etc");
        link(box, "up", "..");
        link(box, "dot", ".");
        link(box, "inner/up-two", "../..");
        link(box, "loop-a", "loop-b");
        link(box, "loop-b", "loop-a");
        link(box, "dangling", "../made-by-guest");
        link(box, "proc", "/proc");
        link(box, "dev", "/dev");

        Result result = cli.run(
                "run", "--engine", engine, "--timeout", "60s", "--dir", box + "::/", Cli.example("escape/escape"));

        assertTrue(result.text().matches("confined: \\d{3} attempts refused in 1 directories\n"), result.text());
        assertEquals(0, result.code());
        assertTrue(result.err().matches("(?s)wasmrunner: \\d+ refused attempts:\n.*and \\d+ more\n"), result.err());
        assertFalse((result.text() + result.err()).contains(host.toString()), "a host path is told");
        assertEquals(secret, Files.readString(host.resolve("secret")));
        assertEquals(
                List.of("box", "file", "outer", "secret"),
                java.util.Arrays.stream(host.toFile().list()).sorted().toList());
    }

    private static void link(Path folder, String name, String target) throws IOException {
        Files.createSymbolicLink(folder.resolve(name), Path.of(target));
    }
}
