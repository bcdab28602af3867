package io.wasmrunner.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
    void nothing_is_made_by_asking() {
        StateFolder state = new StateFolder(folder.resolve("state"));

        state.trustedCode();
        state.libraries();

        assertEquals(folder.resolve("state/events.jsonl"), state.events());
        assertFalse(Files.exists(state.root()));
    }
}
