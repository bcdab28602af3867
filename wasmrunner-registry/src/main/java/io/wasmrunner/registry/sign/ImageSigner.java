package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.reference.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Signs images in a registry, as cosign does with a key, so that cosign verifies it too. */
public final class ImageSigner {
    private final RegistryClient client;

    public ImageSigner(RegistryClient client) {
        this.client = client;
    }

    /** Where a signature is put. */
    public enum Place {
        /** Under the tag {@code sha256-<hex>.sig}, beside those that are there. */
        TAG,
        /** As a referrer, by its digest only. */
        REFERRER
    }

    /**
     * Signs what a reference means now, and tells which digest that was.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when there is nothing by that name
     */
    public Digest sign(Reference reference, SigningKey key, Place place) throws IOException {
        Digest image = reference
                .digest()
                .or(() -> client.resolve(reference))
                .orElseThrow(() -> new RegistryException(
                        RegistryError.NOT_FOUND,
                        "cannot sign " + reference.familiar() + ": there is nothing by that name; push it first"));
        byte[] payload = SimpleSigning.payload(reference, image);
        Descriptor layer = Descriptor.of(SigningTypes.PAYLOAD, payload)
                .withAnnotations(
                        Map.of(SigningTypes.SIGNATURE, Base64.getEncoder().encodeToString(key.sign(payload))));
        client.putBlob(layer, payload, reference);
        switch (place) {
            case TAG -> putUnderTag(reference, image, layer);
            case REFERRER -> putAsReferrer(reference, image, layer);
        }
        return image;
    }

    private void putUnderTag(Reference reference, Digest image, Descriptor layer) throws IOException {
        Reference tagged = Reference.of(reference.registry(), reference.repository(), SigningTypes.tag(image));
        List<Descriptor> layers = new ArrayList<>();
        if (client.resolve(tagged).isPresent() && client.manifest(tagged) instanceof Manifest manifest) {
            layers.addAll(manifest.layers());
        }
        layers.add(layer);
        byte[] config = new ImageConfig(
                        "",
                        "",
                        new Platform("", "", ""),
                        RunConfig.EMPTY,
                        layers.stream().map(Descriptor::digest).toList(),
                        List.of())
                .bytes();
        Descriptor named = Descriptor.of(MediaTypes.OCI_CONFIG, config);
        client.putBlob(named, config, reference);
        client.put(Manifest.of(named, layers, Map.of()), tagged);
    }

    private void putAsReferrer(Reference reference, Digest image, Descriptor layer) throws IOException {
        Reference subject = Reference.parse(reference.name() + "@" + image);
        Descriptor about = Optional.of(client.manifest(subject).descriptor())
                .filter(descriptor -> descriptor.digest().equals(image))
                .orElseThrow(() -> new RegistryException(
                        RegistryError.USAGE, "cannot sign " + subject.familiar() + ": sign its sha256 digest"));
        client.putBlob(Descriptor.EMPTY, Descriptor.EMPTY_CONTENT.getBytes(StandardCharsets.UTF_8), reference);
        Manifest manifest = Manifest.of(SigningTypes.REFERRER, Descriptor.EMPTY, List.of(layer), about, Map.of());
        client.put(manifest, Reference.parse(reference.name() + "@" + manifest.digest()));
    }
}
