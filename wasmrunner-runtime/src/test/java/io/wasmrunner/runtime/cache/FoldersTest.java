package io.wasmrunner.runtime.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FoldersTest {
    @TempDir
    Path folder;

    @Test
    void contents_come_before_the_folder_that_holds_them() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));
        Path file = Files.writeString(inner.resolve("file"), "");

        assertEquals(List.of(file, inner, folder), Folders.contents(folder));
        assertThrows(NoSuchFileException.class, () -> Folders.contents(folder.resolve("none")));
        Folders.delete(folder.resolve("inner"));
        assertFalse(Files.exists(inner));
    }

    @Test
    void what_vanishes_while_a_folder_is_listed_is_left_out() throws IOException, InterruptedException {
        Path kept = Files.writeString(folder.resolve("kept"), "");
        AtomicBoolean done = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!done.get()) {
                comeAndGo();
            }
        });
        other.start();
        try {
            for (int i = 0; i < 300; i++) {
                assertTrue(Folders.contents(folder).contains(kept));
            }
        } finally {
            done.set(true);
            other.join();
        }
    }

    private void comeAndGo() {
        try {
            for (int i = 0; i < 50; i++) {
                Files.writeString(folder.resolve("temporary" + i), "");
            }
            for (int i = 0; i < 50; i++) {
                Files.delete(folder.resolve("temporary" + i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
