package io.wasmrunner.registry.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DigestTest {
    private static final String HEX = "90d3275b17401ab7e181764ab5586028f9a4ef706611fa7780e3829dc196e3eb";

    @Test
    void a_digest_is_written_as_it_is_read() {
        Digest digest = Digest.parse("sha256:" + HEX);

        assertEquals("sha256:" + HEX, digest.toString());
        assertEquals("sha256:90d3275b1740", digest.abbreviated());
        assertEquals(Digest.sha256(HEX), digest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256:", HEX, "sha512:" + HEX, "sha256:" + HEX + "0", "sha256:../../../etc/passwd"})
    void anything_else_is_refused(String text) {
        var refused = assertThrows(RegistryException.class, () -> Digest.parse(text));

        assertEquals(RegistryError.USAGE, refused.error());
        assertTrue(refused.getMessage().startsWith("cannot read the digest " + text + ": "), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({"sha256:9, 9", "90d3, 90d3", "90d, ''", "sha256:, ''", "90dx, ''", "90D3, ''", "'', ''", "cafe.wasm, ''"
    })
    void the_beginning_of_one_is_told_from_a_name(String text, String expected) {
        assertEquals(expected, Digest.prefix(text));
    }
}
