package io.wasmrunner.core.image;

import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.sign.RegistrySignatures;
import io.wasmrunner.registry.sign.TrustDecision;
import io.wasmrunner.registry.sign.TrustPolicy;
import io.wasmrunner.registry.sign.TrustRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Asks for signatures as {@code trust.toml} wants them, at a pull and at a run. What was found good is written down by digest,
 * so that a run needs no network: a signature that was good for a digest stays so.
 */
public final class Trust {
    private final TrustPolicy policy;
    private final Path known;
    private final Consumer<String> warnings;

    public Trust(StateFolder state, Consumer<String> warnings) {
        this.policy = Files.exists(state.trust()) ? TrustPolicy.read(state.trust()) : TrustPolicy.NONE;
        this.known = state.content().resolve("trusted");
        this.warnings = warnings;
    }

    /**
     * Lets what a reference led to become an image of this machine.
     *
     * @param runs the digest of the manifest that will run
     * @throws RegistryException {@link RegistryError#DENIED} when nobody vouches for it who should
     */
    public void admit(Reference reference, Document top, Digest runs, RegistryClient client) throws IOException {
        if (policy.rules().isEmpty()) {
            return;
        }
        switch (policy.check(reference, top, runs, new RegistrySignatures(client, reference))) {
            case TrustDecision.Unchecked _ -> {}
            case TrustDecision.Trusted trusted -> remember(runs, trusted.key().id());
            case TrustDecision.Doubted doubted -> warnings.accept(reference.familiar() + ": " + doubted.why());
            case TrustDecision.Refused refused ->
                throw new RegistryException(
                        RegistryError.DENIED, "cannot use " + reference.familiar() + ": " + refused.why());
        }
    }

    /**
     * Lets an image run.
     *
     * @param text what the user called it
     * @param client is asked for one when the registry must be asked; it is closed here
     * @throws RegistryException {@link RegistryError#DENIED} when nobody vouches for it who should
     */
    public void admit(String text, Image image, Images images, Supplier<RegistryClient> client) throws IOException {
        if (policy.rules().isEmpty()) {
            return;
        }
        for (Reference name : names(text, image, images)) {
            TrustRule rule = policy.rule(name).orElse(null);
            if (rule == null || rule.demand() == TrustRule.Demand.OFF || isKnown(image.id(), rule)) {
                continue;
            }
            Digest top = images.store().named(name).map(ImageName::top).orElse(image.id());
            Document document = images.store().blobs().has(top)
                    ? Document.parse(
                            images.store().blobs().read(top, Document.LARGEST),
                            "",
                            "the manifest of " + name.familiar())
                    : images.store().manifest(image.id());
            try (RegistryClient registries = client.get()) {
                admit(name, document, image.id(), registries);
            }
        }
    }

    /** The name it is run by; run by its id, all its names. */
    private static List<Reference> names(String text, Image image, Images images) throws IOException {
        if (Digest.prefix(text).isEmpty()
                || images.store().named(images.reference(text)).isPresent()) {
            return List.of(images.reference(text));
        }
        return images.store().namesOf(image.id());
    }

    private Path file(Digest image) {
        return known.resolve(image.algorithm() + "-" + image.hex());
    }

    private boolean isKnown(Digest image, TrustRule rule) throws IOException {
        List<String> good;
        try {
            good = Files.readAllLines(file(image));
        } catch (NoSuchFileException e) {
            return false;
        }
        return rule.keys().stream().anyMatch(key -> good.contains(key.id().toString()));
    }

    private void remember(Digest image, Digest key) throws IOException {
        PrivateFolders.make(known);
        Path file = file(image);
        List<String> all = new ArrayList<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        if (!all.contains(key.toString())) {
            all.add(key.toString());
            DurableFile.replace(file, (String.join("\n", all) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }
}
