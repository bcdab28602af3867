package io.wasmrunner.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.runtime.cache.CacheKey;
import io.wasmrunner.runtime.cache.CompileCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFolderTest {
    @TempDir
    Path folder;

    @Test
    void the_first_variable_that_is_set_decides() {
        Map<String, String> all = Map.of("WASMRUNNER_HOME", "/own", "XDG_DATA_HOME", "/data", "HOME", "/home/me");
        assertEquals(Path.of("/own"), StateFolder.of(all).root());
        assertEquals(
                Path.of("/data/wasmrunner"),
                StateFolder.of(Map.of("XDG_DATA_HOME", "/data", "HOME", "/home/me"))
                        .root());
        assertEquals(
                Path.of("/home/me/.wasmrunner"),
                StateFolder.of(Map.of("HOME", "/home/me")).root());
        assertEquals(
                Path.of("/home/me/.wasmrunner"),
                StateFolder.of(Map.of("WASMRUNNER_HOME", "", "XDG_DATA_HOME", "", "HOME", "/home/me"))
                        .root());
        assertEquals(
                Path.of(System.getProperty("user.home"), ".wasmrunner"),
                StateFolder.of(Map.of()).root());
    }

    @Test
    void a_relative_folder_is_one_of_the_current_directory() {
        assertEquals(
                Path.of("state").toAbsolutePath(),
                StateFolder.of(Map.of("WASMRUNNER_HOME", "state")).root());
    }

    @Test
    void compiled_modules_are_kept_up_to_the_size_that_is_configured() throws IOException {
        StateFolder state = new StateFolder(folder);
        Files.writeString(folder.resolve("config.toml"), "[cache]\nmodules-size = \"1k\"\n");
        CompileCache cache = state.trustedCode().cache();
        CacheKey first = new CacheKey("first", "engine", "1", "");
        CacheKey second = new CacheKey("second", "engine", "1", "");

        assertTrue(cache.store(first, entry -> Files.write(entry.resolve("code"), new byte[2000]))
                .isPresent());
        assertTrue(cache.contains(first));
        assertTrue(cache.store(second, entry -> Files.write(entry.resolve("code"), new byte[2000]))
                .isPresent());

        assertFalse(cache.contains(first));
        assertTrue(cache.contains(second));
    }

    @Test
    void nothing_is_made_by_asking() {
        StateFolder state = new StateFolder(folder.resolve("state"));

        state.trustedCode();
        state.libraries();

        assertEquals(folder.resolve("state/events.jsonl"), state.events());
        assertFalse(Files.exists(state.root()));
    }
}
