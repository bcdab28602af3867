package io.wasmrunner.registry.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.FakeRegistry;
import io.wasmrunner.registry.client.TestClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ImageSignatureTest {
    @TempDir
    private Path folder;

    private FakeRegistry registry;
    private TestClient client;
    private SigningKey key;
    private VerificationKey known;
    private SigningKey otherKey;
    private VerificationKey other;
    private Manifest image;
    private Reference reference;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        client = new TestClient(folder);
        known = SigningKey.generate(KeyKind.P256, folder.resolve("a.key"), folder.resolve("a.pub"), Optional.empty());
        key = SigningKey.read(folder.resolve("a.key"), () -> new char[0]);
        other = SigningKey.generate(
                KeyKind.ED25519, folder.resolve("b.key"), folder.resolve("b.pub"), Optional.empty());
        otherKey = SigningKey.read(folder.resolve("b.key"), () -> new char[0]);
        image = registry.image("demo/api", "1", new byte[] {1, 2, 3});
        reference = registry.reference("demo/api:1");
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private ImageSigner signer() {
        return new ImageSigner(client.client);
    }

    private Verification verify(VerificationKey... keys) throws Exception {
        return new ImageVerifier(new RegistrySignatures(client.client, reference))
                .verify(image.digest(), List.of(keys));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_signed_is_verified(ImageSigner.Place place) throws Exception {
        assertEquals(image.digest(), signer().sign(reference, key, place));

        assertEquals(new Verification.Verified(image.digest(), known), verify(other, known));
        assertInstanceOf(Verification.Rejected.class, verify(other));
    }

    @Test
    void without_a_signature_there_is_none() throws Exception {
        assertInstanceOf(Verification.Unsigned.class, verify(known));
    }

    @Test
    void the_tag_is_the_one_that_cosign_looks_at_and_holds_what_it_wants() throws Exception {
        signer().sign(reference, key, ImageSigner.Place.TAG);

        String tag = "sha256-" + image.digest().hex() + ".sig";
        assertTrue(registry.hasManifest("demo/api", tag));
        Manifest manifest = (Manifest) client.client.manifest(registry.reference("demo/api:" + tag));
        Descriptor layer = manifest.layers().getFirst();
        byte[] payload = client.client.blob(layer, reference, 10_000);
        assertEquals("application/vnd.dev.cosign.simplesigning.v1+json", layer.mediaType());
        assertEquals(
                "application/vnd.oci.image.config.v1+json", manifest.config().mediaType());
        assertEquals(
                "{\"critical\":{\"identity\":{\"docker-reference\":\"" + reference.name()
                        + "\"},\"image\":{\"docker-manifest-digest\":\"" + image.digest()
                        + "\"},\"type\":\"cosign container image signature\"},\"optional\":null}",
                new String(payload, StandardCharsets.UTF_8));
        assertTrue(known.verifies(
                payload, Base64.getDecoder().decode(layer.annotations().get("dev.cosignproject.cosign/signature"))));
    }

    @Test
    void a_second_signature_stands_beside_the_first() throws Exception {
        signer().sign(reference, key, ImageSigner.Place.TAG);
        signer().sign(reference, otherKey, ImageSigner.Place.TAG);

        assertEquals(new Verification.Verified(image.digest(), known), verify(known));
        assertEquals(new Verification.Verified(image.digest(), other), verify(other));
    }

    @Test
    void a_signature_of_another_image_is_none_of_this_one() throws Exception {
        Manifest victim = image;
        image = registry.image("demo/api", "2", new byte[] {9});
        signer().sign(registry.reference("demo/api:2"), key, ImageSigner.Place.TAG);
        registry.put(
                "demo/api",
                "sha256-" + victim.digest().hex() + ".sig",
                client.client.manifest(
                        registry.reference("demo/api:sha256-" + image.digest().hex() + ".sig")));
        image = victim;

        var rejected = assertInstanceOf(Verification.Rejected.class, verify(known));

        assertEquals(List.of("one of a.pub is about something else"), rejected.reasons());
    }

    @Test
    void a_missing_image_is_not_signed() {
        var refused = assertThrows(
                RegistryException.class,
                () -> signer().sign(registry.reference("demo/api:none"), key, ImageSigner.Place.TAG));

        assertEquals(RegistryError.NOT_FOUND, refused.error());
    }

    /** As cosign 3 writes them. */
    private void putBundle(SigningKey by, String statement) {
        byte[] payload = statement.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes(
                ("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(payload);
        Base64.Encoder base64 = Base64.getEncoder();
        byte[] bundle = """
            {"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json",
             "verificationMaterial":{"publicKey":{"hint":"x"},"tlogEntries":[]},
             "dsseEnvelope":{"payload":"%s","payloadType":"application/vnd.in-toto+json","signatures":[{"sig":"%s"}]}}
            """.formatted(
                        base64.encodeToString(payload), base64.encodeToString(by.sign(signed.toByteArray())))
                .getBytes(StandardCharsets.UTF_8);
        String type = "application/vnd.dev.sigstore.bundle.v0.3+json";
        registry.blob(Descriptor.EMPTY.mediaType(), Descriptor.EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8));
        Manifest manifest =
                Manifest.of(type, Descriptor.EMPTY, List.of(registry.blob(type, bundle)), image.descriptor(), Map.of());
        client.client.put(manifest, Reference.parse(reference.name() + "@" + manifest.digest()));
    }

    private String statement(Digest digest, String predicate) {
        return "{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"digest\":{\"sha256\":\"" + digest.hex()
                + "\"}}],\"predicateType\":\"" + predicate + "\",\"predicate\":{}}";
    }

    @Test
    void a_bundle_of_cosign_3_is_verified() throws Exception {
        putBundle(key, statement(image.digest(), "https://sigstore.dev/cosign/sign/v1"));

        assertEquals(new Verification.Verified(image.digest(), known), verify(known));
        assertInstanceOf(Verification.Rejected.class, verify(other));
    }

    @Test
    void a_bundle_about_another_image_or_of_another_kind_is_none() throws Exception {
        putBundle(key, statement(Digest.of(new byte[0]), "https://sigstore.dev/cosign/sign/v1"));
        putBundle(key, statement(image.digest(), "https://slsa.dev/provenance/v1"));

        var rejected = assertInstanceOf(Verification.Rejected.class, verify(known));

        assertEquals(
                List.of("one of a.pub is about something else", "one of a.pub is about something else"),
                rejected.reasons());
    }
}
