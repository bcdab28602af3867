package io.wasmrunner.core.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class FolderWatchTest {
    @TempDir
    Path folder;

    /** What a follower does: look, wait, look again. */
    private static String follow(FolderWatch watch, Path file, String until) throws Exception {
        String text = "";
        while (!text.endsWith(until)) {
            watch.await();
            text = Files.exists(file) ? Files.readString(file) : "";
        }
        return text;
    }

    @Test
    void what_is_written_replaced_and_removed_ends_the_wait() throws Exception {
        Path file = folder.resolve("state");
        try (FolderWatch watch = FolderWatch.of(folder)) {
            Thread writer = Thread.ofVirtual().start(() -> {
                try {
                    Files.writeString(file, "1");
                    Path part = Files.writeString(folder.resolve("part"), "12");
                    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertEquals("12", follow(watch, file, "12"));
            writer.join();
        }
    }

    @Test
    void a_folder_that_is_not_there_is_looked_at_in_intervals() throws Exception {
        Path file = folder.resolve("late").resolve("state");
        try (FolderWatch watch = FolderWatch.of(file.getParent())) {
            Files.createDirectory(file.getParent());
            Files.writeString(file, "x");
            assertEquals("x", follow(watch, file, "x"));
        }
    }
}
