package io.wasmrunner.registry.sign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.FakeRegistry;
import io.wasmrunner.registry.client.Pulled;
import io.wasmrunner.registry.client.TestClient;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.reference.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TrustPolicyTest {
    @TempDir
    private Path folder;

    private FakeRegistry registry;
    private TestClient client;
    private SigningKey key;
    private VerificationKey known;
    private Reference reference;

    @BeforeEach
    void start() throws Exception {
        registry = new FakeRegistry();
        client = new TestClient(folder);
        known = SigningKey.generate(
                KeyKind.P256, folder.resolve("prod.key"), folder.resolve("prod.pub"), Optional.empty());
        key = SigningKey.read(folder.resolve("prod.key"), () -> new char[0]);
        registry.image("demo/api", "1", new byte[] {1});
        reference = registry.reference("demo/api:1");
    }

    @AfterEach
    void stop() {
        client.close();
        registry.close();
    }

    private TrustPolicy policy(String toml) throws Exception {
        Path file = folder.resolve("trust.toml");
        Files.writeString(file, toml);
        return TrustPolicy.read(file);
    }

    private TrustDecision check(TrustPolicy policy, Pulled pulled) throws Exception {
        return policy.check(
                pulled.reference(),
                pulled.top(),
                pulled.manifest().digest(),
                new RegistrySignatures(client.client, reference));
    }

    private String rule(String demand) {
        return "[[rule]]\nrepositories = \"*/demo/*\"\nsignatures = \"" + demand + "\"\nkeys = \"prod.pub\"\n";
    }

    @Test
    void without_a_file_nothing_is_asked_for() throws Exception {
        Pulled pulled = client.pull(reference);

        assertEquals(
                new TrustDecision.Unchecked(pulled.manifest().digest()),
                check(TrustPolicy.read(folder.resolve("none.toml")), pulled));
    }

    @Test
    void what_is_unsigned_is_refused_or_warned_about_or_let_through() throws Exception {
        Pulled pulled = client.pull(reference);

        var refused = assertInstanceOf(TrustDecision.Refused.class, check(policy(rule("require")), pulled));
        assertInstanceOf(TrustDecision.Doubted.class, check(policy(rule("warn")), pulled));
        assertInstanceOf(TrustDecision.Unchecked.class, check(policy(rule("off")), pulled));
        assertEquals(
                reference.familiarName() + "@" + pulled.manifest().digest().abbreviated()
                        + " has no good signature of prod.pub, as the rule for */demo/* in trust.toml wants",
                refused.why());
    }

    @Test
    void what_is_signed_is_trusted() throws Exception {
        Pulled pulled = client.pull(reference);
        new ImageSigner(client.client).sign(reference, key, ImageSigner.Place.TAG);

        var trusted = assertInstanceOf(TrustDecision.Trusted.class, check(policy(rule("require")), pulled));

        assertEquals(pulled.manifest().digest(), trusted.digest());
        assertEquals(known.id(), trusted.key().id());
    }

    @Test
    void the_first_rule_that_covers_a_repository_counts() throws Exception {
        Pulled pulled = client.pull(reference);

        assertInstanceOf(
                TrustDecision.Unchecked.class,
                check(policy("[[rule]]\nrepositories = \"**/api\"\nsignatures = \"off\"\n" + rule("require")), pulled));
    }

    @Test
    void a_signed_index_vouches_for_what_it_names() throws Exception {
        Manifest wasi = registry.image("demo/api", "wasi", new byte[] {2});
        registry.put("demo/api", "1", Index.of(List.of(wasi.descriptor().withPlatform(Platform.WASI)), Map.of()));
        new ImageSigner(client.client).sign(reference, key, ImageSigner.Place.TAG);
        Pulled pulled = client.pull(reference);

        var trusted = assertInstanceOf(TrustDecision.Trusted.class, check(policy(rule("require")), pulled));

        assertEquals(wasi.digest(), trusted.digest());
        assertInstanceOf(
                TrustDecision.Refused.class,
                policy(rule("require"))
                        .check(
                                reference,
                                pulled.top(),
                                registry.image("demo/api", "evil", new byte[] {3})
                                        .digest(),
                                new RegistrySignatures(client.client, reference)));
    }

    @Test
    @Tag("attack-47")
    void a_tag_that_moves_after_it_was_verified_does_not_change_what_runs() throws Exception {
        new ImageSigner(client.client).sign(reference, key, ImageSigner.Place.TAG);
        Pulled pulled = client.pull(reference);
        Manifest evil = registry.image("demo/api", "1", new byte[] {6, 6, 6});

        TrustDecision decision = check(policy(rule("require")), pulled);
        TrustDecision moved = check(policy(rule("require")), client.pull(reference));

        var trusted = assertInstanceOf(TrustDecision.Trusted.class, decision);
        assertEquals(pulled.manifest().digest(), trusted.digest());
        var refused = assertInstanceOf(TrustDecision.Refused.class, moved);
        assertEquals(evil.digest(), refused.digest());
    }

    @ParameterizedTest
    @CsvSource({
        "docker.io/library/*, docker.io/library/hello, true",
        "docker.io/library/*, docker.io/library/a/b, false",
        "registry.example/prod/**, registry.example/prod/a/b, true",
        "registry.example/prod/**, registry.example/production, false",
        "**, localhost:5000/a, true",
        "**/api, localhost:5000/demo/api, true",
        "registry.example/a, registryXexample/a, false",
        "registry.example/*-prod, registry.example/api-prod, true"
    })
    void stars_stand_for_names_and_two_for_paths(String glob, String name, boolean covered) {
        assertEquals(covered, new TrustRule(glob, TrustRule.Demand.OFF, List.of()).covers(name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[rule]]\\n"
                        + "repository = \"a\"|line 2, column 1: rule.repository is unknown; did you mean repositories?",
                "[[rules]]|line 1, column 1: rules is unknown; did you mean rule?",
                "[[rule]]\\n"
                        + "repositories = \"a\"\\n"
                        + "signatures = \"maybe\"|line 3, column 1: rule.signatures must be \"require\", \"warn\" or"
                        + " \"off\"",
                "[[rule]]\\nsignatures = \"off\"|rule.repositories must say which, as \"registry.example/prod/**\"",
                "[[rule]]\\n"
                        + "repositories = \"a\"\\n"
                        + "signatures = \"warn\"|rule.keys must name at least one file with a public key"
            })
    void what_is_wrong_is_said_with_its_place(String toml, String reason) {
        var refused = assertThrows(RegistryException.class, () -> policy(toml.replace("\\n", "\n")));

        assertEquals(RegistryError.USAGE, refused.error());
        assertTrue(refused.getMessage().endsWith(reason), refused.getMessage());
    }
}
