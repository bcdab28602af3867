package io.wasmrunner.registry.pem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PemFileTest {
    @TempDir
    private Path folder;

    private PemFile pem(String text) throws Exception {
        Path file = folder.resolve("x.pem");
        Files.writeString(file, text);
        return PemFile.read(file);
    }

    private String refusal(Executable reading) {
        RegistryException refused = assertThrows(RegistryException.class, reading);
        assertEquals(RegistryError.USAGE, refused.error());
        return String.valueOf(refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void keys_of_every_kind_are_read_as_they_are_written(String algorithm) throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();

        PemFile pem = pem("for people\n"
                + PemBlock.write(PemFile.PRIVATE_KEY, pair.getPrivate().getEncoded())
                + PemBlock.write(PemFile.PUBLIC_KEY, pair.getPublic().getEncoded()));

        assertEquals(pair.getPrivate(), pem.privateKey());
        assertEquals(pair.getPublic(), pem.publicKey());
    }

    @Test
    void blocks_keep_their_order_and_one_without_an_end_is_none() throws Exception {
        PemFile pem = pem(PemBlock.write("A", new byte[] {1})
                + PemBlock.write("B", new byte[] {2})
                + PemBlock.write("A", new byte[] {3})
                + "-----BEGIN A-----\nBA==\n");

        assertEquals(2, pem.all("A").size());
        assertArrayEquals(new byte[] {1}, pem.all("A").getFirst());
        assertArrayEquals(new byte[] {3}, pem.all("A").getLast());
        assertEquals("A", pem.first().toString());
    }

    @Test
    void what_is_missing_is_said_with_the_name_of_the_file() throws Exception {
        String file = "cannot use " + folder.resolve("x.pem") + ": ";
        PemFile nothing = pem("hello");
        PemFile odd = pem("-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----\n");
        PemFile other = pem(
                PemBlock.write(PemFile.PRIVATE_KEY, new byte[] {1, 2}) + PemBlock.write("CERTIFICATE", new byte[] {1}));

        assertEquals(file + "it is not PEM", refusal(nothing::first));
        assertEquals(file + "it has no BEGIN CERTIFICATE", refusal(nothing::publicKey));
        assertEquals(
                file + "it has no PKCS #8 key without a password; openssl pkcs8 -topk8 -nocrypt makes one",
                refusal(nothing::privateKey));
        assertEquals(file + "it is not base64", refusal(odd::privateKey));
        assertEquals(file + "its key is none of RSA, EC and EdDSA", refusal(other::privateKey));
        assertEquals(file + "a certificate in it cannot be read", refusal(other::certificates));
        assertEquals(file + "it is larger than 4 MiB", refusal(() -> pem("x".repeat((1 << 22) + 1))));
    }

    @Test
    void a_file_that_is_not_there_is_not_found() {
        RegistryException refused =
                assertThrows(RegistryException.class, () -> PemFile.read(folder.resolve("none.pem")));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
        assertFalse(String.valueOf(refused.getMessage()).isEmpty());
    }
}
