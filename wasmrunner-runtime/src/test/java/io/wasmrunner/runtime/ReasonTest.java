package io.wasmrunner.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

final class ReasonTest {
    @Test
    void a_path_alone_gets_its_words() {
        assertEquals("no such file or directory: /x", Reason.of(new NoSuchFileException("/x")));
        assertEquals("permission denied: /x", Reason.of(new AccessDeniedException("/x")));
        assertEquals("a file is in the way: /x", Reason.of(new FileAlreadyExistsException("/x")));
        assertEquals("DirectoryNotEmptyException: /x", Reason.of(new DirectoryNotEmptyException("/x")));
    }

    @Test
    void words_that_are_there_stay() {
        assertEquals(
                "/x: No space left on device",
                Reason.of(new FileSystemException("/x", null, "No space left on device")));
        assertEquals("broken", Reason.of(new IOException("broken")));
    }
}
