package io.wasmrunner.registry.layer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wasmrunner.registry.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ChainIdTest {
    private final Digest low = Digest.of(new byte[] {1});
    private final Digest high = Digest.of(new byte[] {2});

    @Test
    void one_layer_is_its_own_chain() {
        assertEquals(low, ChainId.of(List.of(low)).digest());
    }

    @Test
    void two_are_the_digest_of_both() {
        assertEquals(
                Digest.of((low + " " + high).getBytes(StandardCharsets.US_ASCII)),
                ChainId.of(List.of(low, high)).digest());
    }
}
