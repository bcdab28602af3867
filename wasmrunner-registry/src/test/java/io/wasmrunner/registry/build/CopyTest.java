package io.wasmrunner.registry.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where COPY and ADD put things, as Docker does. */
final class CopyTest {
    @TempDir
    Path folder;

    private BuildWorld world;

    @BeforeEach
    void open() throws IOException {
        world = new BuildWorld(folder.resolve("home"), folder.resolve("context"));
        world.file("f", "F").file("g", "G").file("d/x", "X").file("d/e/y", "Y");
    }

    @AfterEach
    void close() throws IOException {
        world.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COPY f /        | f",
                "COPY f /new     | new",
                "COPY f /new/    | new new/f",
                "COPY f .        | f",
                "COPY f a/b/c    | a a/b a/b/c",
                "COPY f g /t/    | t t/f t/g",
                "COPY d /        | e e/y x",
                "COPY d/ /t      | t t/e t/e/y t/x",
                "COPY d f /t/    | t t/e t/e/y t/f t/x",
                "COPY d/e /t/../u| u u/y",
                "COPY /f /       | f",
                "COPY ./d/../f / | f",
                "COPY [fg] /t/   | t t/f t/g",
                "COPY d/*/y /    | y",
                "COPY [\"f\", \"/a b\"] | a b"
            })
    void things_go_where_docker_puts_them(String line, String expected) throws IOException {
        String written = expected.equals("a b") && line.contains("\"") ? "a b" : expected.replace(' ', '\n');
        assertEquals(List.of(written.split("\n")), world.paths(world.build("FROM scratch", line)), line);
    }

    @Test
    void what_is_there_decides_what_a_destination_is() throws IOException {
        Built built = world.build("FROM scratch", "COPY d /dir", "COPY f /dir", "COPY g /dir/x");

        assertEquals(List.of("dir", "dir/e", "dir/e/y", "dir/f", "dir/x"), world.paths(built));
        assertEquals("G", world.read(built, "dir/x"));
    }

    @Test
    void what_cannot_be_is_refused() {
        assertTrue(
                refusal("COPY f g /t").contains("Wasmfile:2:1: several sources go into a folder: /t must end with /"));
        assertTrue(refusal("COPY * /t").contains("several sources go into a folder"));
        assertTrue(refusal("COPY f /t", "COPY d /t").contains("Wasmfile:3:1: /t is a file in the image"));
        assertTrue(refusal("COPY f /t", "COPY g /t/x").contains("/t is a file in the image"));
        assertTrue(refusal("COPY d /t", "COPY f /t/", "COPY d/e /t/f/").contains("/t/f/ is a file in the image"));
        assertTrue(refusal("COPY --chmod=u+x f /t").contains("--chmod must be octal digits"));
        String tooLong = "n".repeat(256);
        assertTrue(refusal("COPY f /" + tooLong).startsWith("Wasmfile:2:1: cannot use the path /nnn"));
        assertTrue(refusal("COPY " + tooLong + " /").startsWith("Wasmfile:2:1: cannot use the path nnn"));
        assertTrue(refusal("WORKDIR " + tooLong).startsWith("Wasmfile:2:1: cannot use the path /nnn"));
        assertTrue(refusal("COPY missing /t").contains("Wasmfile:2:1: there is no missing in the build context"));
    }

    @Test
    @Tag("attack-40")
    void a_source_outside_is_refused() throws IOException {
        Files.writeString(folder.resolve("secret"), "the host's");
        Files.createSymbolicLink(world.context.resolve("out"), Path.of("../secret"));

        assertTrue(refusal("COPY ../secret /t").contains("../secret leads out of the build context"));
        assertTrue(refusal("COPY out /t").contains("is a link that leads out of the build context"));
    }

    private String refusal(String... lines) {
        String[] all = new String[lines.length + 1];
        all[0] = "FROM scratch";
        System.arraycopy(lines, 0, all, 1, lines.length);
        return assertThrows(RegistryException.class, () -> world.build(all)).getMessage();
    }

    @Test
    @Tag("attack-40")
    void links_of_an_image_lead_to_places_inside_it() throws IOException {
        Files.createDirectories(world.context.resolve("links"));
        Files.createSymbolicLink(world.context.resolve("links/lib"), Path.of("/usr/lib"));
        Files.createSymbolicLink(world.context.resolve("links/up"), Path.of("../../../../.."));
        Built built = world.build("FROM scratch", "COPY links /", "COPY d /lib", "COPY f /up/etc/");

        assertEquals(
                List.of("etc", "etc/f", "lib", "up", "usr", "usr/lib", "usr/lib/e", "usr/lib/e/y", "usr/lib/x"),
                world.paths(built));
        try (var rootfs = world.open(built)) {
            assertTrue(Files.isSymbolicLink(rootfs.folder().resolve("lib")));
        }
    }

    @Test
    void modes_are_kept_or_given() throws IOException {
        assertTrue(world.context.resolve("g").toFile().setExecutable(true));
        Built built = world.build("FROM scratch", "COPY f g /", "COPY --chmod=0755 d /d");
        try (var rootfs = world.open(built)) {
            assertFalse(rootfs.folder().resolve("f").toFile().canExecute());
            assertTrue(rootfs.folder().resolve("g").toFile().canExecute());
            assertTrue(rootfs.folder().resolve("d/x").toFile().canExecute());
        }
    }

    @Test
    void add_unpacks_archives_and_copies_all_else() throws Exception {
        assumeThere("tar");
        assertEquals(
                0,
                new ProcessBuilder("tar", "-czf", "a.tgz", "d", "f")
                        .directory(world.context.toFile())
                        .start()
                        .waitFor());
        world.file("plain.gz", new byte[] {0x1f, (byte) 0x8b, 1, 2});
        Built built = world.build("FROM scratch", "ADD a.tgz /t", "ADD f plain.gz /u/", "COPY a.tgz /c/");

        assertEquals(
                List.of("c", "c/a.tgz", "t", "t/d", "t/d/e", "t/d/e/y", "t/d/x", "t/f", "u", "u/f", "u/plain.gz"),
                world.paths(built));
    }

    @Test
    @Tag("attack-40")
    void an_archive_that_leads_out_is_refused() throws Exception {
        assumeThere("tar");
        Process tar = new ProcessBuilder("tar", "-cPf", "context/evil.tar", "../" + folder.getFileName() + "/context/f")
                .directory(folder.toFile())
                .start();
        assertTrue(tar.waitFor(1, TimeUnit.MINUTES));

        assertTrue(refusal("ADD evil.tar /t/").startsWith("Wasmfile:2:1: cannot unpack "));
        assertTrue(refusal("ADD evil.tar /t/").contains("leads out of its folder with .."));
    }

    @Test
    void a_file_that_is_ignored_is_not_copied() throws IOException {
        world.file(".wasmignore", "d/e\nWasmfile\n.wasmignore").file(".dockerignore", "*");

        assertEquals(List.of("f", "g", "x"), world.paths(world.build("FROM scratch", "COPY d /", "COPY [fg] /")));
    }

    @Test
    void a_fifo_in_the_context_does_not_hold_up_a_build() throws Exception {
        assumeThere("mkfifo");
        Process fifo =
                new ProcessBuilder("mkfifo", world.context.resolve("d/pipe").toString()).start();
        assertEquals(0, fifo.waitFor());

        assertEquals(List.of("e", "e/y", "x"), world.paths(world.build("FROM scratch", "COPY d /")));
        assertTrue(Files.exists(world.context.resolve("d/pipe"), LinkOption.NOFOLLOW_LINKS));
        assertTrue(refusal("COPY d/pipe /").contains("is neither a file, a folder nor a link"));
    }

    @Test
    void a_file_that_may_not_be_read_is_told_with_the_place() throws IOException {
        Files.setPosixFilePermissions(world.context.resolve("f"), Set.of());
        assumeFalse(Files.isReadable(world.context.resolve("f")), "root reads everything");

        assertTrue(refusal("COPY f /")
                .startsWith("Wasmfile:2:1: the step failed on this machine: permission denied: " + world.context));
    }

    private static void assumeThere(String program) {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", program)) || Files.isExecutable(Path.of("/bin", program)),
                "there is no " + program + " here");
    }
}
