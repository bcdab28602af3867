package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScopedPathsTest {
    @TempDir
    Path tree;

    @BeforeEach
    void make() throws IOException {
        Files.createDirectories(tree.resolve("usr/lib"));
        Files.createSymbolicLink(tree.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(tree.resolve("abs"), Path.of("/usr"));
        Files.createSymbolicLink(tree.resolve("usr/up"), Path.of("../../../.."));
        Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @CsvSource({
        "lib/x, usr/lib/x",
        "abs/lib, usr/lib",
        "usr/up/etc, etc",
        "new/x, new/x",
        "abs/up/abs/up/lib/y, usr/lib/y"
    })
    void links_lead_to_places_inside(String path, String expected) throws IOException {
        assertEquals(
                expected, ScopedPaths.follow(tree, new ImagePath(path), true).text());
    }

    @Test
    void the_last_part_stays_when_it_is_asked_for_itself() throws IOException {
        assertEquals(
                "lib", ScopedPaths.follow(tree, new ImagePath("lib"), false).text());
    }

    @Test
    void a_loop_ends() {
        assertThrows(RegistryException.class, () -> ScopedPaths.follow(tree, new ImagePath("loop/x"), true));
    }
}
