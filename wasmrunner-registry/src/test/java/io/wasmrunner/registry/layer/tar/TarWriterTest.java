package io.wasmrunner.registry.layer.tar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;

final class TarWriterTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TarWriter writer = new TarWriter(out);

    private TarArchiveEntry read(TarArchiveInputStream in) throws IOException {
        return in.getNextEntry();
    }

    @Test
    void others_read_what_is_written() throws IOException {
        String name = "ä/".repeat(99) + "x";
        writer.begin(TarEntry.folder("bin/", 0755, 7));
        writer.begin(TarEntry.file(name, 3, 0640, 1L << 40));
        writer.write(new byte[] {1, 2, 3}, 0, 3);
        writer.begin(TarEntry.symlink("l", "t".repeat(101), 0));
        writer.finish();

        try (TarArchiveInputStream in =
                new TarArchiveInputStream(new ByteArrayInputStream(out.toByteArray()), "UTF-8")) {
            TarArchiveEntry folder = read(in);
            assertEquals("bin/", folder.getName());
            assertEquals(7000, folder.getLastModifiedTime().toMillis());
            assertEquals(0, folder.getLongUserId());
            assertEquals("", folder.getUserName());
            TarArchiveEntry file = read(in);
            assertEquals(name, file.getName());
            assertEquals(0640, file.getMode());
            assertEquals(1L << 40, file.getLastModifiedTime().toMillis() / 1000);
            assertArrayEquals(new byte[] {1, 2, 3}, in.readAllBytes());
            assertEquals("t".repeat(101), read(in).getLinkName());
            assertNull(read(in));
        }
    }

    @Test
    void content_must_be_as_long_as_the_entry_said() throws IOException {
        writer.begin(TarEntry.file("a", 2, 0644, 0));

        assertThrows(IllegalStateException.class, () -> writer.write(new byte[3], 0, 3));
        assertThrows(IllegalStateException.class, writer::finish);
    }
}
