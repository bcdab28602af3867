package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.http.Proxies;
import io.wasmrunner.registry.client.http.Timeouts;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A client that waits for nobody: its pauses are written down instead. */
public final class TestClient implements AutoCloseable {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05Z"));

    final List<Duration> pauses = new CopyOnWriteArrayList<>();
    public final BlobStore store;
    public final RegistryClient client;

    public TestClient(Path folder) {
        this(folder, ClientConfig.DEFAULT, Credentials.NONE);
    }

    TestClient(Path folder, ClientConfig config, Credentials credentials) {
        this(folder, config, credentials, Timeouts.DEFAULT);
    }

    TestClient(Path folder, ClientConfig config, Credentials credentials, Timeouts timeouts) {
        this.store = new BlobStore(folder.resolve("store"));
        this.client = new RegistryClient(
                config,
                credentials,
                new ClientOptions(
                        "wasmrunner/test",
                        Proxies.NONE,
                        timeouts,
                        new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(30)),
                        pauses::add,
                        CLOCK));
    }

    public Pulled pull(Reference reference) throws IOException {
        return pull(reference, Choice.BEST);
    }

    Pulled pull(Reference reference, Choice choice) throws IOException {
        try (Lease lease = store.lease()) {
            return client.pull(reference, choice, store, lease, Progress.SILENT);
        }
    }

    /** Names of what is on its way into the store. */
    List<String> parts() throws IOException {
        Path ingest = store.root().resolve("ingest");
        if (!Files.isDirectory(ingest)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(ingest)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    static String part(Descriptor blob) {
        return "sha256-" + blob.digest().hex() + ".part";
    }

    @Override
    public void close() {
        client.close();
    }
}
