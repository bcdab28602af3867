package io.wasmrunner.sandbox.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileRulesTest {
    @TempDir
    Path folder;

    private static FileRules beneath(Object... paths) {
        return new FileRules(true, List.of(paths).stream().map(Object::toString).toList());
    }

    @Test
    void what_lies_at_or_beneath_a_path_may_be_mounted() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/deep"));

        FileRules rules = beneath(folder.resolve("data"));

        assertTrue(rules.mayMount(data));
        assertTrue(rules.mayMount(folder.resolve("data")));
        assertFalse(rules.mayMount(folder));
        assertFalse(rules.mayMount(Files.createDirectory(folder.resolve("database"))));
        assertFalse(rules.mayMount(folder.resolve("data/../database")));
        assertFalse(rules.mayMount(folder.resolve("data/absent/../../database")));
    }

    @Test
    void a_link_counts_for_where_it_leads() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Path secret = Files.createDirectory(folder.resolve("secret"));
        Files.createSymbolicLink(data.resolve("out"), secret);
        Path alias = Files.createSymbolicLink(folder.resolve("alias"), data);

        assertFalse(beneath(data).mayMount(data.resolve("out")));
        assertTrue(beneath(alias).mayMount(data));
        assertTrue(beneath(data).mayMount(alias));
    }

    @Test
    void everything_is_the_root_and_nothing_is_no_path() {
        assertTrue(beneath("/").mayMount(folder));
        assertTrue(beneath("/srv", "/").mayMount(folder));
        assertFalse(beneath().mayMount(folder));
    }

    @Test
    void what_lies_beneath_another_path_is_left_out() {
        assertEquals(
                List.of("/a", "/a-b"), beneath("/a/c", "/a-b", "/a", "/a/b").mounts());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "srv", "./srv", "/srv/..", "/srv/./x", "/srv\n"})
    void a_path_that_is_not_plainly_absolute_is_refused(String path) {
        assertThrows(IllegalArgumentException.class, () -> beneath(path));
    }
}
