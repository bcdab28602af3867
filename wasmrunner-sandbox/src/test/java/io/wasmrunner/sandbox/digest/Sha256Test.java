package io.wasmrunner.sandbox.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void the_standards_example_gives_the_standards_digest() {
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                Sha256.hex("abc".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void both_ways_agree_for_every_length_around_a_block_and_for_large_inputs() {
        Random random = new Random(1);
        for (int length = 0; length < 300; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            assertArrayEquals(Sha256.large(bytes), Sha256.small(bytes), "length " + length);
        }
        byte[] large = new byte[(1 << 20) + 17];
        random.nextBytes(large);
        assertArrayEquals(Sha256.large(large), Sha256.small(large));
    }
}
