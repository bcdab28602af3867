package io.wasmrunner.registry.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KeyTest {
    private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
    private static final Path OPENSSL = Path.of("/usr/bin/openssl");

    @TempDir
    private Path folder;

    private Path secret;
    private Path open;

    @BeforeEach
    void files() {
        secret = folder.resolve("it.key");
        open = folder.resolve("it.pub");
    }

    private static char[] none() {
        throw new AssertionError("nobody should ask");
    }

    private int openssl(String... args) throws Exception {
        assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
        String[] command = new String[args.length + 1];
        command[0] = OPENSSL.toString();
        System.arraycopy(args, 0, command, 1, args.length);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        return process.exitValue();
    }

    @ParameterizedTest
    @EnumSource
    void a_key_signs_what_its_other_half_verifies(KeyKind kind) {
        VerificationKey made = SigningKey.generate(kind, secret, open, Optional.empty());
        VerificationKey read = VerificationKey.read(open);

        byte[] signature = SigningKey.read(secret, KeyTest::none).sign(CONTENT);

        assertTrue(read.verifies(CONTENT, signature));
        assertFalse(read.verifies(new byte[] {1}, signature));
        assertFalse(read.verifies(CONTENT, new byte[] {1}));
        assertEquals(made.id(), read.id());
        assertEquals("it.pub", read.name());
    }

    @Test
    void the_secret_half_is_for_its_owner_only_and_never_replaced() throws Exception {
        SigningKey.generate(KeyKind.P256, secret, open, Optional.empty());
        byte[] before = Files.readAllBytes(secret);

        var refused = assertThrows(
                RegistryException.class, () -> SigningKey.generate(KeyKind.P256, secret, open, Optional.empty()));

        assertEquals(RegistryError.CONFLICT, refused.error());
        assertArrayEquals(before, Files.readAllBytes(secret));
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
    }

    @ParameterizedTest
    @EnumSource
    void a_passphrase_protects_a_key(KeyKind kind) {
        SigningKey.generate(kind, secret, open, Optional.of("sesame".toCharArray()));

        byte[] signature = SigningKey.read(secret, "sesame"::toCharArray).sign(CONTENT);
        var refused = assertThrows(RegistryException.class, () -> SigningKey.read(secret, "guess"::toCharArray));

        assertTrue(VerificationKey.read(open).verifies(CONTENT, signature));
        assertEquals(RegistryError.DENIED, refused.error());
        assertEquals("cannot use the key " + secret + ": the passphrase is wrong", refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource
    void openssl_reads_a_key_under_a_passphrase(KeyKind kind) throws Exception {
        SigningKey.generate(kind, secret, open, Optional.of("sesame".toCharArray()));
        Path derived = folder.resolve("derived.pub");

        assertEquals(
                0,
                openssl(
                        "pkey",
                        "-in",
                        secret.toString(),
                        "-passin",
                        "pass:sesame",
                        "-pubout",
                        "-out",
                        derived.toString()));
        assertEquals(
                VerificationKey.read(open).id(), VerificationKey.read(derived).id());
    }

    @Test
    void a_key_that_openssl_made_is_read() throws Exception {
        assertEquals(
                0,
                openssl(
                        "genpkey",
                        "-algorithm",
                        "EC",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-aes256",
                        "-pass",
                        "pass:sesame",
                        "-out",
                        secret.toString()));
        openssl("pkey", "-in", secret.toString(), "-passin", "pass:sesame", "-pubout", "-out", open.toString());

        byte[] signature = SigningKey.read(secret, "sesame"::toCharArray).sign(CONTENT);

        assertTrue(VerificationKey.read(open).verifies(CONTENT, signature));
    }

    @Test
    void openssl_verifies_what_is_signed() throws Exception {
        SigningKey.generate(KeyKind.P256, secret, open, Optional.empty());
        Path content = Files.write(folder.resolve("content"), CONTENT);
        Path signature = Files.write(
                folder.resolve("signature"),
                SigningKey.read(secret, KeyTest::none).sign(CONTENT));

        assertEquals(
                0,
                openssl(
                        "dgst",
                        "-sha256",
                        "-verify",
                        open.toString(),
                        "-signature",
                        signature.toString(),
                        content.toString()));
    }

    @Test
    void another_curve_is_refused() throws Exception {
        openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384", "-out", secret.toString());
        openssl("pkey", "-in", secret.toString(), "-pubout", "-out", open.toString());

        assertTrue(assertThrows(RegistryException.class, () -> VerificationKey.read(open))
                .getMessage()
                .endsWith("its curve is not P-256"));
        assertTrue(assertThrows(RegistryException.class, () -> SigningKey.read(secret, KeyTest::none))
                .getMessage()
                .endsWith("its curve is not P-256"));
    }

    @Test
    void what_is_no_key_is_said_plainly() throws Exception {
        Files.writeString(open, "hello");
        Files.writeString(
                secret,
                "-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\naa\n-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\n");

        assertEquals(
                "cannot use " + open + ": it is not PEM",
                assertThrows(RegistryException.class, () -> VerificationKey.read(open))
                        .getMessage());
        assertTrue(assertThrows(RegistryException.class, () -> SigningKey.read(secret, KeyTest::none))
                .getMessage()
                .contains("it is in cosign's own format"));
        assertEquals(
                RegistryError.NOT_FOUND,
                assertThrows(RegistryException.class, () -> VerificationKey.read(folder.resolve("none")))
                        .error());
    }
}
