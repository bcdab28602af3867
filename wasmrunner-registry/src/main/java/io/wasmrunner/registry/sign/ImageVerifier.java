package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Manifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Checks signatures of images: cosign's, in its first way and in bundles, with keys. */
public final class ImageVerifier {
    private static final int MOST_SIGNATURES = 100;

    private final SignatureSource source;

    public ImageVerifier(SignatureSource source) {
        this.source = source;
    }

    /**
     * Whether one of the keys signed an image.
     *
     * @param image the digest that will be used: a tag may mean another one a moment later
     */
    public Verification verify(Digest image, List<VerificationKey> keys) throws IOException {
        List<String> reasons = new ArrayList<>();
        int signatures = 0;
        for (Manifest manifest : source.about(image)) {
            for (Descriptor layer : manifest.layers()) {
                if (!layer.mediaType().equals(SigningTypes.PAYLOAD)
                        && !layer.mediaType().equals(SigningTypes.BUNDLE)) {
                    continue;
                }
                if (++signatures > MOST_SIGNATURES) {
                    reasons.add("there are more than " + MOST_SIGNATURES);
                    return new Verification.Rejected(reasons);
                }
                Optional<VerificationKey> key = signer(layer, image, keys, reasons);
                if (key.isPresent()) {
                    return new Verification.Verified(image, key.get());
                }
            }
        }
        return signatures == 0 ? new Verification.Unsigned() : new Verification.Rejected(reasons);
    }

    private Optional<VerificationKey> signer(
            Descriptor layer, Digest image, List<VerificationKey> keys, List<String> reasons) throws IOException {
        try {
            byte[] content = source.blob(layer);
            return layer.mediaType().equals(SigningTypes.BUNDLE)
                    ? bundle(Bundle.parse(content), image, keys, reasons)
                    : payload(content, layer, image, keys, reasons);
        } catch (RegistryException e) {
            if (e.error() != RegistryError.INVALID && e.error() != RegistryError.NOT_FOUND) {
                throw e;
            }
            reasons.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static Optional<VerificationKey> bundle(
            Bundle bundle, Digest image, List<VerificationKey> keys, List<String> reasons) {
        Optional<VerificationKey> key = keys.stream().filter(bundle::isSignedBy).findFirst();
        if (key.isEmpty()) {
            reasons.add("one is of another key");
        } else if (!bundle.isAbout(image)) {
            reasons.add("one of " + key.get().name() + " is about something else");
            return Optional.empty();
        }
        return key;
    }

    private static Optional<VerificationKey> payload(
            byte[] payload, Descriptor layer, Digest image, List<VerificationKey> keys, List<String> reasons) {
        byte[] signature;
        try {
            signature = Base64.getDecoder().decode(layer.annotations().getOrDefault(SigningTypes.SIGNATURE, ""));
        } catch (IllegalArgumentException _) {
            reasons.add("one is not base64");
            return Optional.empty();
        }
        Optional<VerificationKey> key =
                keys.stream().filter(one -> one.verifies(payload, signature)).findFirst();
        if (key.isEmpty()) {
            reasons.add("one is of another key");
        } else if (!SimpleSigning.image(payload).equals(Optional.of(image))) {
            reasons.add("one of " + key.get().name() + " is about something else");
            return Optional.empty();
        }
        return key;
    }
}
