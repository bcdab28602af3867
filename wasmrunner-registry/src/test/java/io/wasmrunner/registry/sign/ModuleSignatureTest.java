package io.wasmrunner.registry.sign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModuleSignatureTest {
    private static final byte[] HEADER = {0, 'a', 's', 'm', 1, 0, 0, 0};
    private static final byte[] TYPES = {1, 4, 1, 0x60, 0, 0};
    private static final byte[] NAME = custom("name", new byte[] {1, 2, 3});
    private static final byte[] MODULE = join(HEADER, TYPES, NAME);

    @TempDir
    private Path folder;

    private SigningKey key;
    private VerificationKey known;
    private SigningKey otherKey;
    private VerificationKey other;

    @BeforeEach
    void keys() {
        known = make("a", KeyKind.ED25519);
        key = SigningKey.read(folder.resolve("a.key"), () -> new char[0]);
        other = make("b", KeyKind.ED25519);
        otherKey = SigningKey.read(folder.resolve("b.key"), () -> new char[0]);
    }

    private VerificationKey make(String name, KeyKind kind) {
        return SigningKey.generate(
                kind, folder.resolve(name + ".key"), folder.resolve(name + ".pub"), Optional.empty());
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static byte[] custom(String name, byte[] content) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return join(new byte[] {0, (byte) (1 + text.length + content.length), (byte) text.length}, text, content);
    }

    private static Verification verify(byte[] module, VerificationKey... keys) {
        return ModuleSignatures.verify(module, List.of(keys), "app.wasm");
    }

    @Test
    void what_is_signed_is_verified_and_what_is_changed_is_not() {
        byte[] signed = ModuleSignatures.sign(MODULE, key, "app.wasm");
        byte[] changed = signed.clone();
        changed[changed.length - 1] ^= 1;

        assertInstanceOf(Verification.Verified.class, verify(signed, other, known));
        assertEquals(
                List.of("one is of another key"),
                assertInstanceOf(Verification.Rejected.class, verify(signed, other))
                        .reasons());
        assertEquals(
                List.of("one is of other content"),
                assertInstanceOf(Verification.Rejected.class, verify(changed, known))
                        .reasons());
        assertInstanceOf(Verification.Unsigned.class, verify(MODULE, known));
    }

    @Test
    void the_section_is_laid_out_as_the_conventions_say() throws Exception {
        byte[] signed = ModuleSignatures.sign(MODULE, key, "app.wasm");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(join(TYPES, NAME));
        byte[] message = join("wasmsig".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 1, 1}, hash);

        byte[] data = Arrays.copyOfRange(signed, signed.length - TYPES.length - NAME.length - 105, signed.length);
        byte[] signature = Arrays.copyOfRange(data, 41, 105);
        assertArrayEquals(
                join(new byte[] {1, 1, 1, 1, 1}, hash, new byte[] {1, 0, 1, 64}, signature, TYPES, NAME), data);
        assertArrayEquals(
                join(HEADER, new byte[] {0, 115, 9}, "signature".getBytes(StandardCharsets.US_ASCII)),
                Arrays.copyOf(signed, HEADER.length + 12));
        assertTrue(known.verifies(message, signature));
    }

    @Test
    void a_second_signature_stands_beside_the_first() {
        byte[] twice = ModuleSignatures.sign(ModuleSignatures.sign(MODULE, key, "app.wasm"), otherKey, "app.wasm");

        assertInstanceOf(Verification.Verified.class, verify(twice, known));
        assertInstanceOf(Verification.Verified.class, verify(twice, other));
    }

    @Test
    void a_module_in_parts_is_signed_as_a_whole() {
        byte[] delimiter = custom("signature_delimiter", new byte[16]);
        byte[] parts = join(HEADER, TYPES, delimiter, NAME, delimiter);
        byte[] signed = ModuleSignatures.sign(parts, key, "app.wasm");

        assertInstanceOf(Verification.Verified.class, verify(signed, known));
        assertInstanceOf(
                Verification.Rejected.class,
                verify(Arrays.copyOf(signed, signed.length - delimiter.length - NAME.length), known));
        assertInstanceOf(Verification.Rejected.class, verify(join(signed, NAME), known));
    }

    @Test
    void only_ed25519_signs_modules() {
        make("c", KeyKind.P256);
        SigningKey ecdsa = SigningKey.read(folder.resolve("c.key"), () -> new char[0]);

        assertEquals(
                RegistryError.USAGE,
                assertThrows(RegistryException.class, () -> ModuleSignatures.sign(MODULE, ecdsa, "app.wasm"))
                        .error());
        assertInstanceOf(
                Verification.Rejected.class,
                verify(ModuleSignatures.sign(MODULE, key, "app.wasm"), VerificationKey.read(folder.resolve("c.pub"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 7, 9, 11, 20, 25, 40, 60, 100})
    void a_module_that_is_cut_off_is_refused_or_not_verified(int length) {
        byte[] cut = Arrays.copyOf(ModuleSignatures.sign(MODULE, key, "app.wasm"), length);

        assertEquals(
                RegistryError.INVALID,
                assertThrows(RegistryException.class, () -> verify(cut, known)).error());
    }

    @Test
    void a_signature_section_with_absurd_counts_is_refused() {
        byte[] absurd =
                custom("signature", new byte[] {1, 1, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7});

        assertThrows(RegistryException.class, () -> verify(join(HEADER, absurd, TYPES), known));
    }
}
