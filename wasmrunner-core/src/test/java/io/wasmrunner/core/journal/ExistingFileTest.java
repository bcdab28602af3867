package io.wasmrunner.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingFileTest {
    @TempDir
    Path folder;

    @Test
    void one_that_is_not_there_is_none_and_one_that_cannot_be_opened_is_an_error() throws IOException {
        assertNull(ExistingFile.open(folder.resolve("missing")));
        assertThrows(FileNotFoundException.class, () -> ExistingFile.open(folder));
    }

    @Test
    void one_that_comes_to_be_meanwhile_is_either_none_or_opened() throws Exception {
        for (int round = 0; round < 500; round++) {
            Path file = folder.resolve("file" + round);
            Thread maker = Thread.ofPlatform().start(() -> {
                try {
                    Files.writeString(file, "");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            try (InputStream early = ExistingFile.open(file)) {
                assertEquals(-1, early == null ? -1 : early.read());
            }
            maker.join();
            try (InputStream late = ExistingFile.open(file)) {
                assertNotNull(late);
            }
        }
    }
}
