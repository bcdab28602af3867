package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.airlift.compress.v3.zstd.ZstdOutputStream;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.layer.tar.TarFault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DecompressedTest {
    private static byte[] read(byte[] content) throws IOException {
        try (var in = Decompressed.of(new ByteArrayInputStream(content), new TarFault("layer x"))) {
            return in.readAllBytes();
        }
    }

    private static byte[] zstd(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZstdOutputStream zstd = new ZstdOutputStream(out)) {
            zstd.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        Arrays.fill(bytes, 0, length / 2, (byte) 'a');
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 300_000, 9_000_000})
    void what_was_compressed_comes_out(int length) throws IOException {
        byte[] content = random(length);
        ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
        try (var out = new BZip2CompressorOutputStream(bzip2)) {
            out.write(content);
        }

        assertArrayEquals(content, read(content));
        assertArrayEquals(content, read(Archive.gzip(content)));
        assertArrayEquals(content, read(zstd(content)));
        assertArrayEquals(content, read(bzip2.toByteArray()));
    }

    @Test
    void several_zstd_frames_and_skippable_ones_are_one_content() throws IOException {
        byte[] one = random(1000);
        byte[] other = random(200_000);
        byte[] skippable = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};

        assertArrayEquals(
                joined(one, other, one), read(joined(zstd(one), skippable, zstd(other), zstd(one), skippable)));
    }

    @Test
    void a_short_frame_may_say_that_its_window_is_large() throws IOException {
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, 15 << 3, 3 << 3 | 1, 0, 0, 'a', 'b', 'c'};

        assertEquals("abc", new String(read(frame), StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @Tag("attack-40")
    @ValueSource(ints = {5, 6, 20, 1000, 60_000})
    void what_is_cut_off_is_refused(int length) throws IOException {
        byte[] content = random(200_000);
        for (byte[] whole : new byte[][] {Archive.gzip(content), zstd(content)}) {
            var refused = assertThrows(RegistryException.class, () -> read(Arrays.copyOf(whole, length)));

            assertEquals(RegistryError.INVALID, refused.error());
            assertTrue(refused.getMessage().startsWith("cannot unpack layer x: its compressed data is damaged"));
        }
    }

    @Test
    @Tag("attack-40")
    void damaged_content_is_refused_or_other_content_and_never_more() throws IOException {
        byte[] content = random(50_000);
        byte[] gzip = Archive.gzip(content);
        byte[] zstd = zstd(content);
        Random random = new Random(42);
        for (int round = 0; round < 2000; round++) {
            byte[] bytes = (round % 2 == 0 ? gzip : zstd).clone();
            for (int flips = 0; flips < 3; flips++) {
                bytes[4 + random.nextInt(bytes.length - 4)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertTrue(read(bytes).length < 100_000_000);
            } catch (RegistryException e) {
                assertEquals(RegistryError.INVALID, e.error());
            }
        }
    }

    @Test
    void xz_is_refused_with_what_to_do() {
        var refused =
                assertThrows(RegistryException.class, () -> read(new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0}));

        assertTrue(refused.getMessage().endsWith("it is compressed with xz; compress it with gzip or zstd"));
    }
}
