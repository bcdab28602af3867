package io.wasmrunner.registry.server.upstream;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.ClientOptions;
import io.wasmrunner.registry.client.Pauser;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.RetryPolicy;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.HostConfig;
import io.wasmrunner.registry.client.http.Proxies;
import io.wasmrunner.registry.client.http.Timeouts;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.config.UpstreamConfig;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Another registry, as it is spoken to. Repositories are called here by their names in this one. */
final class Upstream implements AutoCloseable {
    private static final int LONGEST_PASSWORD = 1 << 14;

    /** A client waits for the answer meanwhile, and something older may be here. */
    private static final Timeouts TIMEOUTS =
            new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(30));

    private static final RetryPolicy RETRIES = new RetryPolicy(2, Duration.ofMillis(200), Duration.ofSeconds(2));

    private final UpstreamConfig config;
    private final RegistryClient client;

    private Upstream(UpstreamConfig config, RegistryClient client) {
        this.config = config;
        this.client = client;
    }

    /** @throws RegistryException {@link RegistryError#USAGE} when the file of the password has none, {@link
     *     RegistryError#NOT_FOUND} when there is no such file */
    static Upstream of(UpstreamConfig config, InstantSource clock) throws IOException {
        HostConfig host = config.insecure() ? HostConfig.INSECURE : HostConfig.DEFAULT;
        Credential credential = Credential.ANONYMOUS;
        if (config.login().isPresent()) {
            UpstreamConfig.Login login = config.login().get();
            credential = new Credential.Password(login.user(), password(login.passwordFile()));
        }
        Credential known = credential;
        Credentials credentials = registry -> registry.equals(config.registry()) ? known : Credential.ANONYMOUS;
        return new Upstream(
                config,
                new RegistryClient(
                        ClientConfig.DEFAULT.withHosts(Map.of(config.registry(), host)),
                        credentials,
                        new ClientOptions(
                                "wasmrunner-registry",
                                Proxies.of(System.getenv()),
                                TIMEOUTS,
                                RETRIES,
                                Pauser.SLEEP,
                                clock)));
    }

    private static String password(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LONGEST_PASSWORD + 1);
            String text = new String(content, StandardCharsets.UTF_8);
            String first = text.lines().findFirst().orElse("");
            if (content.length > LONGEST_PASSWORD || first.isEmpty()) {
                throw new RegistryException(
                        RegistryError.USAGE,
                        "cannot use " + file + ": its first line must be the password for an upstream");
            }
            return first;
        } catch (NoSuchFileException e) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot read the password for an upstream: there is no file " + file, e);
        }
    }

    UpstreamConfig config() {
        return config;
    }

    /** What a tag means there now; empty when there is none of that name. */
    Optional<Digest> resolve(RepositoryName repository, Tag tag) {
        return client.resolve(Reference.of(config.registry(), there(repository), tag));
    }

    /** The document; its bytes are those of the digest. */
    Document manifest(RepositoryName repository, Digest digest) {
        return client.manifest(Reference.parse(config.registry() + "/" + there(repository) + "@" + digest));
    }

    OptionalLong blobSize(RepositoryName repository, Digest digest) {
        return client.blobSize(digest, any(repository));
    }

    void fetch(RepositoryName repository, Descriptor blob, BlobWriter writer) throws IOException {
        client.fetch(blob, any(repository), writer);
    }

    private Reference any(RepositoryName repository) {
        return Reference.of(config.registry(), there(repository), Tag.LATEST);
    }

    private RepositoryName there(RepositoryName repository) {
        return config.nameThere(repository)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.NOT_FOUND, "cannot ask for " + repository + ": its name there is too long"));
    }

    @Override
    public void close() {
        client.close();
    }
}
