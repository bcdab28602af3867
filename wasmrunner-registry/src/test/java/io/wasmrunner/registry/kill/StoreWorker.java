package io.wasmrunner.registry.kill;

import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.ClientOptions;
import io.wasmrunner.registry.client.Progress;
import io.wasmrunner.registry.client.Pulled;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.WasmConfig;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.GarbageCollector;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A process that does one thing to a store, and says so when it is done; mostly it is killed before. */
final class StoreWorker {
    private final ImageStore store;

    private StoreWorker(ImageStore store) {
        this.store = store;
    }

    public static void main(String[] arguments) throws IOException {
        try (ImageStore store = new ImageStore(Path.of(arguments[0]), _ -> {})) {
            String done = new StoreWorker(store).work(List.of(arguments).subList(1, arguments.length));
            System.out.println("done " + done);
            System.out.flush();
        }
    }

    private String work(List<String> words) throws IOException {
        Reference reference = Reference.parse(words.getLast());
        return switch (words.getFirst()) {
            case "add" -> add(reference, Long.parseLong(words.get(1)));
            case "remove" -> remove(reference);
            case "prune" -> prune();
            case "pull" -> pull(reference);
            case "push" -> push(reference);
            default -> throw new IllegalArgumentException(words.getFirst());
        };
    }

    /** The image that a seed stands for: some layers of its own, and some that others have too. */
    private String add(Reference reference, long seed) throws IOException {
        try (Lease lease = store.blobs().lease()) {
            List<Descriptor> layers = new ArrayList<>();
            layers.add(blob(MediaTypes.WASM_LAYER, seed, lease));
            layers.add(blob(MediaTypes.WASM_LAYER, seed % 5, lease));
            layers.add(blob(MediaTypes.WASM_LAYER, seed % 3, lease));
            byte[] config = new WasmConfig(
                            "",
                            "",
                            "wasip1",
                            layers.stream().map(Descriptor::digest).toList())
                    .bytes();
            Manifest manifest =
                    Manifest.of(put(Descriptor.of(MediaTypes.WASM_CONFIG, config), config, lease), layers, Map.of());
            put(manifest.descriptor(), manifest.bytes(), lease);
            store.add(manifest, manifest.digest(), List.of(reference));
            return manifest.digest().toString();
        }
    }

    private Descriptor blob(String mediaType, long seed, Lease lease) throws IOException {
        byte[] content = new byte[20_000];
        new Random(seed).nextBytes(content);
        return put(Descriptor.of(mediaType, content), content, lease);
    }

    private Descriptor put(Descriptor descriptor, byte[] content, Lease lease) throws IOException {
        if (!lease.hold(descriptor.digest())) {
            store.blobs().put(content);
        }
        return descriptor;
    }

    private String remove(Reference reference) throws IOException {
        ImageName name = store.named(reference).orElseThrow();
        store.unname(reference);
        if (store.namesOf(name.image()).isEmpty()) {
            store.delete(name.image());
        }
        return "";
    }

    private String prune() throws IOException {
        var needed = store.needed();
        // As if the look had been a minute later, so that what was just written is old enough.
        new GarbageCollector(store.blobs())
                .collect(needed::contains, System.currentTimeMillis() + 60_000, Duration.ZERO, false);
        return "";
    }

    private RegistryClient client() {
        return new RegistryClient(ClientConfig.DEFAULT, Credentials.NONE, ClientOptions.of("test"));
    }

    private String pull(Reference reference) throws IOException {
        try (RegistryClient client = client();
                Lease lease = store.blobs().lease()) {
            Pulled pulled = client.pull(reference, Choice.BEST, store.blobs(), lease, Progress.SILENT);
            store.add(pulled.manifest(), pulled.top().digest(), List.of(reference));
            return pulled.top().digest().toString();
        }
    }

    private String push(Reference reference) throws IOException {
        Digest top = store.named(reference).orElseThrow().image();
        try (RegistryClient client = client()) {
            return client.push(store.blobs(), top, reference, List.of(), Progress.SILENT)
                    .top()
                    .digest()
                    .toString();
        }
    }
}
