package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("attack-40")
final class UnpackerTest {
    @TempDir
    Path outer;

    private final List<String> notes = new ArrayList<>();
    private Path root;
    private Path secret;

    @BeforeEach
    void makeFolders() throws IOException {
        root = Files.createDirectory(outer.resolve("root"));
        secret = Files.writeString(outer.resolve("secret"), "the host's");
    }

    private Whiteouts unpack(Archive archive) throws IOException {
        return unpack(archive, LayerLimits.DEFAULT);
    }

    private Whiteouts unpack(Archive archive, LayerLimits limits) throws IOException {
        TarFault fault = new TarFault("layer x");
        return new Unpacker(root, limits, fault, notes::add)
                .unpack(new TarReader(new ByteArrayInputStream(archive.bytes()), limits.tar(), fault));
    }

    private String refusal(Archive archive) throws IOException {
        var refused = assertThrows(RegistryException.class, () -> unpack(archive));
        assertEquals(RegistryError.INVALID, refused.error());
        assertNothingOutside();
        return refused.getMessage();
    }

    private void assertNothingOutside() throws IOException {
        assertEquals("the host's", Files.readString(secret));
        try (var all = Files.list(outer)) {
            assertEquals(Set.of(root, secret), Set.copyOf(all.toList()));
        }
    }

    private String read(String path) throws IOException {
        return Files.readString(root.resolve(path));
    }

    @Test
    void files_folders_and_links_are_made() throws IOException {
        unpack(new Archive()
                .folder("./")
                .folder("bin/")
                .file("bin/app", "code", 0755)
                .file("./etc/conf", "x=1")
                .symlink("bin/link", "app")
                .hardLink("bin/same", "bin/app"));

        assertEquals("code", read("bin/app"));
        assertEquals("x=1", read("etc/conf"));
        assertEquals(Path.of("app"), Files.readSymbolicLink(root.resolve("bin/link")));
        assertTrue(Files.isSameFile(root.resolve("bin/same"), root.resolve("bin/app")));
        assertTrue(Files.isExecutable(root.resolve("bin/app")));
        assertEquals(
                1_000_000_000_000L,
                Files.getLastModifiedTime(root.resolve("etc/conf")).toMillis());
    }

    @Test
    void an_absolute_path_is_one_from_the_root_of_the_image() throws IOException {
        unpack(new Archive().file("/etc/passwd", "guest").file("///etc//./group", "g"));

        assertEquals("guest", read("etc/passwd"));
        assertEquals("g", read("etc/group"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "a/../../secret", "/../secret", "a/..", "..", "a/../b", "./../secret"})
    void a_path_with_dots_is_refused(String name) throws IOException {
        assertTrue(refusal(new Archive().file(name, "evil")).contains("leads out of its folder with .."));
        assertTrue(refusal(new Archive().folder(name + "/")).contains(".."));
        assertTrue(refusal(new Archive().symlink(name, "x")).contains(".."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc", "..", "../..", ".", "folder"})
    void nothing_is_made_beneath_a_symbolic_link(String target) throws IOException {
        assertEquals(
                "cannot unpack layer x: out/secret lies beneath /out, which is a symbolic link",
                refusal(new Archive().folder("folder/").symlink("out", target).file("out/secret", "evil")));
        assertFalse(Files.exists(root.resolve("folder/secret")));
    }

    @Test
    void nothing_is_made_beneath_a_chain_of_links() throws IOException {
        refusal(new Archive().symlink("a", "..").symlink("b", "a").file("b/x/secret", "evil"));
    }

    @Test
    void a_link_deep_in_the_path_is_seen() throws IOException {
        refusal(new Archive().folder("a/b/").symlink("a/b/c", "../../..").file("a/b/c/secret", "evil"));
    }

    @Test
    void a_file_replaces_a_link_of_its_name_and_does_not_go_through_it() throws IOException {
        unpack(new Archive().symlink("out", "../secret").file("out", "inside"));

        assertEquals("inside", read("out"));
        assertFalse(Files.isSymbolicLink(root.resolve("out")));
        assertNothingOutside();
    }

    @Test
    void a_folder_replaces_a_link_of_its_name() throws IOException {
        unpack(new Archive().symlink("out", "..").folder("out/").file("out/secret", "inside"));

        assertTrue(Files.isDirectory(root.resolve("out"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("inside", read("out/secret"));
        assertNothingOutside();
    }

    @Test
    void a_link_replaces_a_folder_with_all_in_it() throws IOException {
        assertTrue(
                refusal(new Archive().file("out/old", "x").symlink("out", "..").file("out/secret", "evil"))
                        .contains("symbolic link"));
        assertTrue(Files.isSymbolicLink(root.resolve("out")));
    }

    @Test
    void the_last_of_two_entries_wins() throws IOException {
        unpack(new Archive()
                .file("a", "first")
                .file("a", "second")
                .file("b/c", "x")
                .file("b", "file"));

        assertEquals("second", read("a"));
        assertEquals("file", read("b"));
    }

    @Test
    void a_second_entry_for_a_linked_file_leaves_the_other_name_alone() throws IOException {
        unpack(new Archive().file("a", "first").hardLink("b", "a").file("a", "second"));

        assertEquals("first", read("b"));
        assertEquals("second", read("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "missing", "folder", "link", "link/x", "link/app", "later"})
    void a_hard_link_leads_to_a_file_of_its_layer_only(String target) throws IOException {
        assertTrue(refusal(new Archive()
                        .file("folder/app", "x")
                        .symlink("link", "folder")
                        .hardLink("hard", target)
                        .file("later", "x"))
                .contains("which is no file of the same layer"));
    }

    @Test
    void a_hard_link_out_with_dots_is_refused() throws IOException {
        assertTrue(refusal(new Archive().hardLink("hard", "../secret")).contains("leads out"));
    }

    @Test
    void a_hard_link_cannot_be_written_through() throws IOException {
        unpack(new Archive()
                .symlink("out", "../secret")
                .file("a", "x")
                .hardLink("out", "a")
                .file("out", "inside"));

        assertEquals("inside", read("out"));
        assertEquals("x", read("a"));
        assertNothingOutside();
    }

    @Test
    void a_hard_link_to_itself_changes_nothing() throws IOException {
        unpack(new Archive().file("a", "x").hardLink("a", "./a"));

        assertEquals("x", read("a"));
        assertTrue(refusal(new Archive().hardLink("b", "b")).contains("no file of the same layer"));
    }

    @Test
    void a_hard_link_cannot_replace_the_folder_its_target_is_in() throws IOException {
        refusal(new Archive().file("folder/a", "x").hardLink("folder", "folder/a"));
    }

    @Test
    void nothing_is_made_beneath_a_file() throws IOException {
        assertTrue(refusal(new Archive().file("a", "x").file("a/b", "y")).contains("which is a file"));
    }

    @Test
    void a_symbolic_link_to_nothing_is_refused() throws IOException {
        assertTrue(refusal(new Archive().symlink("a", "")).contains("a symbolic link to nothing"));
    }

    @Test
    void the_root_is_a_folder() throws IOException {
        assertTrue(refusal(new Archive().symlink("./", "/etc")).contains("is its root, but no folder"));
        assertTrue(refusal(new Archive().file(".", "x")).contains("is its root, but no folder"));
    }
}
