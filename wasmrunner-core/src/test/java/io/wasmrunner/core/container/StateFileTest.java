package io.wasmrunner.core.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFileTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void write_one() throws IOException {
        file = folder.resolve("state.json");
        write("first");
    }

    private void write(String text) throws IOException {
        new StateFile(file).write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What is in the way of a new file keeps it from being made, as a full disk does. */
    private void fillDisk() throws IOException {
        Files.createDirectories(folder.resolve("state.json.new").resolve("in the way"));
    }

    private String read() throws IOException {
        return Files.readString(file).strip();
    }

    @Test
    void it_can_be_written_again_and_again_on_a_full_disk() throws IOException {
        fillDisk();
        for (int i = 0; i < 5; i++) {
            write("state " + i);
            assertEquals("state " + i, read());
        }
    }

    @Test
    void nothing_is_left_of_a_longer_one_before() throws IOException {
        write("x".repeat(9000));
        fillDisk();
        write("short");
        assertEquals("short", read());
        write("y".repeat(4000));
        assertEquals("y".repeat(4000), read());
    }

    @Test
    void one_that_does_not_fit_is_refused_and_the_one_before_stays() throws IOException {
        fillDisk();
        assertThrows(IOException.class, () -> write("x".repeat(9000)));
        assertEquals("first", read());
        write("second");
        assertEquals("second", read());
    }
}
