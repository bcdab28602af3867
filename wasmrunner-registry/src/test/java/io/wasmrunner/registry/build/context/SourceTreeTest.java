package io.wasmrunner.registry.build.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.ImagePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SourceTreeTest {
    @TempDir
    Path outer;

    private final List<Path> looked = new ArrayList<>();
    private Path root;

    @BeforeEach
    void make() throws IOException {
        root = Files.createDirectories(outer.resolve("context"));
        Files.writeString(outer.resolve("secret"), "the host's");
        Files.createDirectories(root.resolve("src/deep"));
        Files.writeString(root.resolve("src/a.c"), "a");
        Files.writeString(root.resolve("src/deep/b.c"), "b");
        Files.writeString(root.resolve("src/deep/notes"), "n");
        Files.writeString(root.resolve("app.wasm"), "w");
    }

    private SourceTree tree(String rules) {
        return SourceTree.context(root, IgnoreRules.parse(".dockerignore", rules), looked::add);
    }

    private static List<String> paths(Source source) {
        return source.items().keySet().stream().map(ImagePath::text).toList();
    }

    private RegistryException refusal(String source) {
        return assertThrows(RegistryException.class, () -> tree("").find(source));
    }

    @Test
    void a_folder_is_all_that_is_in_it() throws IOException {
        Source source = tree("").find("src").getFirst();

        assertTrue(source.folder());
        assertEquals(List.of("a.c", "deep", "deep/b.c", "deep/notes"), paths(source));
        assertTrue(looked.contains(root.resolve("src/deep")));
        assertTrue(looked.contains(root.resolve("src/deep/b.c")));
    }

    @Test
    void patterns_find_files_in_folders() throws IOException {
        assertEquals(
                List.of("a.c", "b.c"),
                tree("").find("**/*.c").stream().map(Source::name).toList());
        assertEquals(
                List.of("app.wasm"),
                tree("").find("*.wasm").stream().map(Source::name).toList());
    }

    @Test
    void ignored_files_are_not_there() throws IOException {
        assertEquals(List.of("a.c"), paths(tree("src/deep").find("src").getFirst()));
        assertEquals(
                List.of("deep", "deep/b.c"),
                paths(tree("src\n!src/deep/*.c").find("src").getFirst()));
        var refused = assertThrows(RegistryException.class, () -> tree("*.wasm").find("app.wasm"));
        assertEquals(
                "there is no app.wasm in the build context: it is ignored (.wasmignore or .dockerignore)",
                refused.getMessage());
    }

    @Test
    void nothing_found_is_an_error() {
        assertEquals(RegistryError.NOT_FOUND, refusal("missing").error());
        assertEquals(RegistryError.NOT_FOUND, refusal("*.missing").error());
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(strings = {"../secret", "src/../../secret", "/../secret", "..", "../*"})
    void a_path_out_of_the_context_is_refused(String source) {
        assertTrue(refusal(source).getMessage().contains("leads out of the build context"));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(strings = {"../secret", "/etc/passwd", "src/../../secret", "hop"})
    void a_link_out_of_the_context_is_refused(String target) throws IOException {
        Files.createSymbolicLink(root.resolve("hop"), Path.of("../secret"));
        Files.createSymbolicLink(root.resolve("link"), Path.of(target));

        assertTrue(refusal("link").getMessage().contains("is a link that leads out"), target);
    }

    @Test
    @Tag("attack-40")
    void a_link_to_a_folder_outside_is_refused_on_the_way_too() throws IOException {
        Files.createDirectories(outer.resolve("other"));
        Files.writeString(outer.resolve("other/x"), "the host's");
        Files.createSymbolicLink(root.resolve("link"), Path.of("../other"));

        assertTrue(refusal("link/x").getMessage().contains("link is a link that leads out"));
        assertTrue(refusal("link").getMessage().contains("link is a link that leads out"));
    }

    @Test
    void a_link_inside_is_followed_when_it_is_named_and_kept_when_it_is_not() throws IOException {
        Files.createSymbolicLink(root.resolve("src/link"), Path.of("deep/b.c"));
        Files.createSymbolicLink(root.resolve("here"), Path.of("src/deep"));

        assertEquals("link", tree("").find("src/link").getFirst().name());
        assertTrue(tree("").find("here").getFirst().folder());
        assertTrue(tree("").find("src")
                .getFirst()
                .items()
                .get(new ImagePath("link"))
                .toString()
                .contains("Symlink"));
    }

    @Test
    void in_an_image_links_begin_at_its_root() throws IOException {
        Files.createSymbolicLink(root.resolve("abs"), Path.of("/src/a.c"));

        SourceTree image = SourceTree.image(root, "stage x");

        assertEquals(
                1,
                image.find("abs").getFirst().items().get(ImagePath.ROOT)
                                instanceof io.wasmrunner.registry.layer.LayerItem.File file
                        ? file.size()
                        : -1);
    }
}
