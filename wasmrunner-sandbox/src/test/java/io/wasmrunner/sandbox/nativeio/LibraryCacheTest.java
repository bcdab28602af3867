package io.wasmrunner.sandbox.nativeio;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class LibraryCacheTest {
    private static final byte[] LIBRARY = "a library".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path directory;

    @Test
    void a_library_is_unpacked_once_for_its_owner_alone() throws IOException {
        Path cache = directory.resolve("deep/cache");
        Path file = new LibraryCache(cache).store(LIBRARY);
        assertArrayEquals(LIBRARY, Files.readAllBytes(file));
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(cache)));
        FileTime old = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(file, old);
        assertEquals(file, new LibraryCache(cache).store(LIBRARY));
        assertEquals(old, Files.getLastModifiedTime(file));
    }

    @Test
    void a_file_that_is_not_what_its_name_says_is_made_again() throws IOException {
        Path file = new LibraryCache(directory.resolve("cache")).store(LIBRARY);
        Files.writeString(file, "tampered");
        assertEquals(file, new LibraryCache(directory.resolve("cache")).store(LIBRARY));
        assertArrayEquals(LIBRARY, Files.readAllBytes(file));
    }

    @Test
    void another_library_goes_beside_it() throws IOException {
        LibraryCache cache = new LibraryCache(directory.resolve("cache"));
        assertNotEquals(cache.store(LIBRARY), cache.store(new byte[] {1}));
    }

    @Test
    void a_directory_that_others_can_change_is_not_used() throws IOException {
        Path open = Files.createDirectory(directory.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        IOException failure = assertThrows(IOException.class, () -> new LibraryCache(open).store(LIBRARY));
        assertTrue(failure.getMessage().contains("can be changed by others"), failure.getMessage());
        Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
        assertThrows(IOException.class, () -> new LibraryCache(link).store(LIBRARY));
    }
}
