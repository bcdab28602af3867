package io.wasmrunner.registry.layer.tar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarReaderTest {
    private static TarReader reader(byte[] archive) {
        return new TarReader(new ByteArrayInputStream(archive), TarLimits.DEFAULT, new TarFault("layer x"));
    }

    private static String refusal(byte[] archive) {
        TarReader reader = reader(archive);
        return assertThrows(RegistryException.class, () -> {
                    TarEntry entry = reader.next();
                    while (entry != null) {
                        entry = reader.next();
                    }
                })
                .getMessage();
    }

    /** A header as it should be, with some bytes of it changed before the checksum is made. */
    private static byte[] header(String name, char type, String octalSize, byte[]... following) {
        byte[] block = new byte[512];
        put(block, 0, name);
        put(block, 100, "0000644\0");
        put(block, 124, octalSize);
        put(block, 136, "00000000000\0");
        block[156] = (byte) type;
        put(block, 257, "ustar\00000");
        seal(block);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(block);
        for (byte[] content : following) {
            all.writeBytes(Arrays.copyOf(content, (content.length + 511) / 512 * 512));
        }
        return all.toByteArray();
    }

    private static void seal(byte[] block) {
        Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0", sum));
    }

    private static void put(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
    void long_names_of_both_kinds_are_read(int how) throws IOException {
        String name = "long/".repeat(40) + "ü";
        String target = "there/".repeat(40);
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive, "UTF-8")) {
            tar.setLongFileMode(how);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            TarArchiveEntry file = new TarArchiveEntry(name);
            file.setSize(3);
            file.setMode(0100755);
            file.setModTime(1_234_567_890_123L);
            tar.putArchiveEntry(file);
            tar.write(bytes("abc"));
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry("l", TarArchiveEntry.LF_SYMLINK);
            link.setLinkName(target);
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }

        TarReader reader = reader(archive.toByteArray());
        TarEntry file = reader.next();
        byte[] content = new byte[10];

        assertNotNull(file);
        assertEquals(TarEntry.file(name, 3, 0755, 1_234_567_890), file);
        assertEquals(3, reader.read(content, 0, 10));
        assertEquals(-1, reader.read(content, 0, 10));
        TarEntry link = reader.next();
        assertNotNull(link);
        assertEquals(target, link.target());
        assertNull(reader.next());
    }

    @Test
    void an_archive_without_an_end_ends_all_the_same() throws IOException {
        TarReader reader = reader(header("a", '0', "00000000000\0"));

        assertNotNull(reader.next());
        assertNull(reader.next());
    }

    @Test
    void binary_numbers_of_gnu_are_read() throws IOException {
        byte[] archive = header("a", '0', "\200\0\0\0\0\0\0\0\0\0\0\3", bytes("abc"));

        TarEntry entry = reader(archive).next();

        assertNotNull(entry);
        assertEquals(3, entry.size());
    }

    @Test
    @Tag("attack-40")
    void numbers_that_are_none_or_too_large_are_refused() {
        assertTrue(refusal(header("a", '0', "0000000000x\0")).endsWith("a size that is not a number"));
        assertTrue(refusal(header("a", '0', "\377\377\377\377\377\377\377\377\377\377\377\377"))
                .endsWith("negative or too large"));
        assertTrue(refusal(header("a", '0', "\200\200\0\0\0\0\0\0\0\0\0\0")).endsWith("negative or too large"));
    }

    @Test
    @Tag("attack-40")
    void a_wrong_checksum_is_refused() {
        byte[] archive = header("a", '0', "00000000000\0");
        archive[0] = 'b';

        assertEquals("cannot unpack layer x: a header of it has a wrong checksum", refusal(archive));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(strings = {"13 size=1024\n", "10 size=0\n"})
    void two_sizes_are_refused(String pax) {
        byte[] archive = joined(
                header("pax", 'x', String.format("%011o\0", pax.length()), bytes(pax)),
                header("a", '0', "00000000003\0", bytes("abc")));

        assertTrue(refusal(archive).contains("a has two sizes: 3 in its header, "));
    }

    @Test
    @Tag("attack-40")
    void a_size_in_the_extended_header_alone_is_refused_when_it_would_have_fitted() {
        byte[] pax = bytes("12 size=512\n");
        byte[] archive =
                joined(header("pax", 'x', "00000000014\0", pax), header("a", '0', "00000000000\0", new byte[512]));

        assertTrue(refusal(archive).endsWith("a has two sizes: 0 in its header, 512 in its extended header"));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(
            strings = {
                "5 a=b\n",
                "7 a=b\n",
                "99999999999999999999 a=b\n",
                "x a=b\n",
                "6a=b\n\n",
                "6 ab\n",
                "5 =\n\n",
                "6 a=bc"
            })
    void damaged_extended_headers_are_refused(String pax) {
        byte[] archive = joined(
                header("pax", 'x', String.format("%011o\0", pax.length()), bytes(pax)),
                header("a", '0', "00000000000\0"));

        assertTrue(refusal(archive).startsWith("cannot unpack layer x: an extended header of it has a record"));
    }

    @Test
    @Tag("attack-40")
    void a_global_header_may_be_a_comment_only() throws IOException {
        byte[] comment =
                joined(header("g", 'g', "00000000014\0", bytes("12 comment=x")), header("a", '0', "00000000000\0"));
        byte[] path =
                joined(header("g", 'g', "00000000012\0", bytes("10 path=x\n")), header("a", '0', "00000000000\0"));
        comment[512 + 11] = '\n';

        assertNotNull(reader(comment).next());
        assertTrue(refusal(path).endsWith("a global header of it sets path"));
    }

    @Test
    @Tag("attack-40")
    void an_enormous_extended_header_is_refused_unread() {
        assertTrue(refusal(header("x", 'x', "77777777777\0")).contains("the most is 1048576"));
        assertTrue(refusal(header("x", 'L', "77777777777\0")).contains("the most is 1048576"));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(chars = {'1', '2', '3', '4', '5', '6'})
    void content_behind_what_has_none_is_refused(char type) {
        assertTrue(refusal(header("a", type, "00000001000\0", new byte[512])).contains("its kind has none"));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(chars = {'S', 'V', 'M', 'D', 'Z'})
    void kinds_that_are_not_of_layers_are_refused(char type) {
        assertTrue(refusal(header("a", type, "00000000000\0")).startsWith("cannot unpack layer x: a is "));
    }

    @Test
    @Tag("attack-40")
    void an_archive_that_is_cut_off_is_refused() {
        byte[] whole = header("a", '0', "00000001000\0", new byte[512]);

        assertTrue(refusal(Arrays.copyOf(whole, 600)).endsWith("it is cut off"));
        assertTrue(refusal(Arrays.copyOf(whole, 500)).endsWith("it is cut off"));
    }

    @Test
    @Tag("attack-40")
    void an_archive_that_goes_on_behind_its_end_is_refused() {
        byte[] one = header("a", '0', "00000000000\0");

        assertTrue(refusal(joined(one, new byte[512], one)).endsWith("it goes on behind its end"));
    }
}
