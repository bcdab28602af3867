package io.wasmrunner.core.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests in worker processes, with files of their own over those of an image. */
class OverlaidRunTest {
    private static final Path NATIVE = Path.of("..", "wasmrunner-sandbox", "target", "native")
            .toAbsolutePath()
            .normalize();

    /** Writes CHANGED into etc/config, removes etc/gone, and renames bin to tools. */
    private static final String CHANGES = """
        (module
          (import "wasi_snapshot_preview1" "path_open"
            (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "path_unlink_file" (func $unlink (param i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "path_rename"
            (func $rename (param i32 i32 i32 i32 i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
          (memory (export "memory") 1)
          (data (i32.const 0) "etc/config")
          (data (i32.const 16) "etc/gone")
          (data (i32.const 32) "bin")
          (data (i32.const 48) "tools")
          (data (i32.const 64) "CHANGED")
          (data (i32.const 80) "\\40\\00\\00\\00\\07\\00\\00\\00")
          (func $check (param i32)
            (if (local.get 0) (then (call $exit (local.get 0)))))
          (func (export "_start")
            (call $check (call $open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 10)
              (i32.const 0) (i64.const 64) (i64.const 0) (i32.const 0) (i32.const 100)))
            (call $check (call $write (i32.load (i32.const 100)) (i32.const 80) (i32.const 1) (i32.const 104)))
            (call $check (call $unlink (i32.const 3) (i32.const 16) (i32.const 8)))
            (call $check (call $rename (i32.const 3) (i32.const 32) (i32.const 3)
              (i32.const 3) (i32.const 48) (i32.const 5)))))
        """;

    @TempDir
    Path host;

    private Path lower;
    private Path upper;

    @BeforeEach
    void lay_out() throws IOException {
        assumeTrue(Files.isExecutable(NATIVE.resolve("wasmrunner-launch")), "no launcher was built here");
        lower = Files.createDirectory(host.resolve("lower"));
        upper = Files.createDirectory(host.resolve("upper"));
        Files.createDirectories(lower.resolve("etc"));
        Files.createDirectories(lower.resolve("bin"));
        Files.writeString(lower.resolve("etc/config"), "original text");
        Files.writeString(lower.resolve("etc/gone"), "gone");
        Files.writeString(lower.resolve("bin/tool"), "tool");
        assertTrue(lower.resolve("etc/config").toFile().setReadOnly());
    }

    private String run(long limit, String mode, String... guest) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dwasmrunner.launcher=" + NATIVE.resolve("wasmrunner-launch"),
                "-Dwasmrunner.native=" + NATIVE.resolve("libwasmrunner.so"),
                "-cp",
                System.getProperty("java.class.path"),
                OverlaidRun.class.getName(),
                host.resolve("state").toString(),
                lower.toString(),
                upper.toString(),
                Long.toString(limit),
                mode));
        command.addAll(List.of(guest));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said;
    }

    private static Map<String, String> tree(Path root) throws IOException {
        Map<String, String> tree = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.toList()) {
                if (Files.isRegularFile(file)) {
                    tree.put(root.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return tree;
    }

    private String changes() throws IOException {
        return Files.writeString(host.resolve("changes.wat"), CHANGES).toString();
    }

    @Test
    void what_a_guest_changes_is_in_the_upper_layer_alone() throws Exception {
        Map<String, String> before = tree(lower);
        String said = run(0, "rw", changes());

        assertTrue(said.contains("Exited[code=0]"), said);
        assertEquals(before, tree(lower));
        assertEquals(
                Map.of(
                        "etc/config",
                        "CHANGEDl text",
                        "etc/.wh.gone",
                        "",
                        ".wh.bin",
                        "",
                        "tools/tool",
                        "tool",
                        "tools/.wh..wh..opq",
                        ""),
                tree(upper));
    }

    @Test
    void programs_find_what_they_expect_of_files() throws Exception {
        String said = run(0, "rw", Lab.EXAMPLES.resolve("files/files.wasm").toString(), "/");

        assertTrue(said.contains(" 0 failed\n"), said);
        assertEquals(Map.of(), tree(upper));
    }

    @Test
    void a_read_only_container_changes_nothing() throws Exception {
        String said = run(0, "ro", changes());

        assertTrue(said.contains("refused: the mount is read-only"), said);
        assertEquals(Map.of(), tree(upper));
    }

    @Tag("attack-32")
    @Test
    void the_limit_of_a_mount_holds_for_copies_too() throws Exception {
        String said = run(5, "rw", changes());

        assertTrue(said.contains("refused: the disk limit of 5 bytes is reached (the container's files)"), said);
        assertFalse(Files.exists(upper.resolve("etc/config")));
        assertEquals(Map.of(), tree(upper));
    }
}
