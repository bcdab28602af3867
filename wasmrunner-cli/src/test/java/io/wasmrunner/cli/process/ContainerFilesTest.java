package io.wasmrunner.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The files of containers, from outside. */
@ExtendWith(CliExtension.class)
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class ContainerFilesTest {
    private final Cli cli;

    @TempDir
    private Path folder;

    ContainerFilesTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void needContainers() {
        Box.assumeKept();
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void what_was_changed_is_listed_committed_and_seen_by_the_new_image() throws Exception {
        try (Box box = Box.start(cli, "files-one", "-e", "MINE=1")) {
            box.ok("cp", write("new", "new\n").toString(), "files-one:/etc/");
            box.ok("cp", write("other", "changed\n").toString(), "files-one:/etc/conf");
            assertEquals("C /etc\nC /etc/conf\nA /etc/new\n", box.ok("diff", box.name()));

            String id = box.ok(
                            "commit",
                            "-m",
                            "more",
                            "-a",
                            "me",
                            "-c",
                            "ENTRYPOINT [\"/bin/env.wasm\"]",
                            "-c",
                            "CMD a",
                            box.name(),
                            "files:2")
                    .strip();
            assertTrue(id.startsWith("sha256:"), id);
            cli.run("run", "--rm", "files:2", "b").printed("""
                arg 0: files:2
                arg 1: b
                env: WHO=image
                env: MINE=1
                env: PWD=/etc
                """);
            assertTrue(box.ok("history", "files:2").contains("more"));
            assertTrue(box.ok("ps", "--filter", "name=files-one").contains("Up "));
            assertEquals(
                    "cannot commit with -c 'ONBUILD CMD x': it takes one of CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER,"
                            + " VOLUME and WORKDIR",
                    cli.run("commit", "-c", "ONBUILD CMD x", box.name()).refusal(1));

            cli.run("create", "--name", "files-two", "files:2");
            box.ok("cp", "files-two:/etc/.", folder.resolve("out").toString());
            cli.run("rm", "files-two");
            assertEquals("new\n", Files.readString(folder.resolve("out/new")));
            assertEquals("changed\n", Files.readString(folder.resolve("out/conf")));
            assertEquals("old\n", Files.readString(folder.resolve("out/old")));
        }
    }

    @Test
    void a_module_becomes_an_image_with_that_module() {
        cli.run("create", "--name", "files-module", Cli.example("env/env"), "x");
        try {
            assertEquals(0, cli.run("commit", "files-module", "module:2").code());
            cli.run("run", "--rm", "module:2").printed("arg 0: module:2\narg 1: x\n");
        } finally {
            cli.run("rm", "files-module");
        }
    }

    @Test
    void copies_go_where_docker_puts_them() throws Exception {
        Path volume = Files.createDirectory(folder.resolve("volume"));
        try (Box box = Box.start(cli, "files-three", "-v", volume + ":/srv", "-v", folder + ":/ro:ro")) {
            Path tree = write("tree/a/b", "b\n").getParent().getParent();

            box.ok("cp", tree.toString(), "files-three:/srv");
            box.ok("cp", tree + "/.", "files-three:/srv");
            box.ok("cp", tree.toString(), "files-three:/made");
            assertEquals("b\n", Files.readString(volume.resolve("tree/a/b")));
            assertEquals("b\n", Files.readString(volume.resolve("a/b")));
            assertEquals("A /made\nA /made/a\nA /made/a/b\n", box.ok("diff", box.name()));
            box.ok("cp", "files-three:/srv/tree", folder.resolve("back").toString());
            assertEquals("b\n", Files.readString(folder.resolve("back/a/b")));

            byte[] archive = cli.run("cp", "files-three:/made", "-").out();
            assertEquals(0, cli.runWith(archive, "cp", "-", "files-three:/etc").code());
            assertTrue(box.ok("diff", box.name()).contains("A /etc/made/a/b\n"));
            Path exported = folder.resolve("all.tar");
            box.ok("export", "-o", exported.toString(), box.name());
            assertTrue(Files.size(exported) > 10_000);

            String file = write("file", "x").toString();
            assertEquals(
                    "cannot copy to /ro/x in the container: /ro is read-only there",
                    cli.run("cp", file, "files-three:/ro/x").refusal(1));
            assertEquals(
                    "cannot copy to /none/: the container has no such folder",
                    cli.run("cp", file, "files-three:/none/").refusal(1));
            assertEquals(
                    "cannot copy /none: the container has no such file",
                    cli.run("cp", "files-three:/none", folder.toString()).refusal(1));
        }
    }

    @Test
    void links_that_lead_out_lead_nowhere() throws Exception {
        Path secret = write("secret/key", "secret\n").getParent();
        Path volume = Files.createDirectory(folder.resolve("volume"));
        Files.createSymbolicLink(volume.resolve("out"), secret);
        Files.createSymbolicLink(folder.resolve("out"), secret);
        try (Box box = Box.start(cli, "files-four", "-v", volume + ":/srv")) {
            box.ok("cp", folder.resolve("out").toString(), "files-four:/etc/out");

            for (String way : new String[] {"/etc/out/key", "/srv/out/key"}) {
                assertEquals(
                        "cannot copy " + way + ": the container has no such file",
                        cli.run("cp", "files-four:" + way, folder.resolve("got").toString())
                                .refusal(1));
                assertEquals(
                        1,
                        cli.run("cp", write("in", "in").toString(), "files-four:" + way)
                                .code());
            }
            assertEquals("secret\n", Files.readString(secret.resolve("key")));

            // What one copy left on the host is not followed by the next.
            Path got = Files.createDirectory(folder.resolve("got"));
            Files.createSymbolicLink(got.resolve("etc"), secret);
            box.ok("cp", "files-four:/etc", folder.resolve("in-got").toString());
            Files.createSymbolicLink(
                    Files.createDirectory(folder.resolve("top")).resolve("etc"), secret);
            box.ok("cp", "files-four:/.", folder.resolve("top").toString());
            assertFalse(Files.exists(secret.resolve("conf")));
        }
    }
}
