package io.wasmrunner.runtime.module;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Sha256Test {

    @Test
    void the_standards_examples_hold() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Sha256.hex(new byte[0]));
    }

    @Test
    void every_length_around_a_block_agrees_with_javas() throws NoSuchAlgorithmException {
        Random random = new Random(7);
        for (int length = 0; length < 300; length++) {
            agrees(random, length);
        }
        agrees(random, 65_535);
        agrees(random, 65_536);
        agrees(random, 65_537);
    }

    private static void agrees(Random random, int length) throws NoSuchAlgorithmException {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        assertArrayEquals(MessageDigest.getInstance("SHA-256").digest(bytes), Sha256.digest(bytes), "length " + length);
    }
}
