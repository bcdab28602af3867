package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.Progress;
import io.wasmrunner.registry.client.Pulled;
import io.wasmrunner.registry.client.Pushed;
import io.wasmrunner.registry.client.RegistryClient;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import io.wasmrunner.runtime.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Moves images between registries and this machine. */
public final class ImageMover {
    private final Images images;
    private final RegistryClient client;

    public ImageMover(Images images, RegistryClient client) {
        this.images = images;
        this.client = client;
    }

    /**
     * What a pull brought.
     *
     * @param top the digest that the registry has by that name
     * @param moved bytes that had to move; 0 when all was there
     */
    public record Arrival(Image image, Digest top, long moved) {}

    /**
     * Brings an image here, and makes its name mean it here too.
     *
     * @throws RegistryException when it cannot be had, or {@code trust.toml} does not let it in
     */
    public Arrival pull(Reference reference, Choice choice, Progress progress) {
        ImageStore store = images.store();
        try (Lease lease = store.blobs().lease()) {
            Pulled pulled = client.pull(reference, choice, store.blobs(), lease, progress);
            images.trust().admit(reference, pulled.top(), pulled.manifest().digest(), client);
            Digest top = pulled.top().digest();
            List<Reference> names = new ArrayList<>();
            names.add(reference.withDigest(top).withoutTag());
            if (reference.digest().isEmpty()) {
                names.add(reference);
            }
            Image image = store.add(pulled.manifest(), top, names);
            images.events().add("pull", image.id().toString(), reference.familiar());
            return new Arrival(image, top, pulled.moved());
        } catch (IOException e) {
            throw new RegistryException(
                    RegistryError.HOST,
                    "cannot pull " + reference.familiar() + ": " + Reason.of(e)
                            + "; what came so far is kept for a day, for the next attempt",
                    e);
        }
    }

    /** Brings an image of this machine to a registry, under the name it has here. */
    public Pushed push(Reference reference, Progress progress) throws IOException {
        Image image = images.require(reference.familiar());
        Digest top = images.store().named(reference).map(ImageName::top).orElse(image.id());
        if (!isHere(top)) {
            top = image.id();
        }
        Pushed pushed = client.push(
                images.store().blobs(), top, reference, images.store().namesOf(image.id()), progress);
        images.store()
                .name(new ImageName(
                        reference.withDigest(pushed.top().digest()).withoutTag(),
                        image.id(),
                        pushed.top().digest()));
        images.events().add("push", image.id().toString(), reference.familiar());
        return pushed;
    }

    /** Whether it is here with all that it names: of an index, a pull brings one image. */
    private boolean isHere(Digest top) throws IOException {
        BlobStore blobs = images.store().blobs();
        if (!blobs.has(top)) {
            return false;
        }
        Document document =
                Document.parse(blobs.read(top, Document.LARGEST), "", "the manifest of " + top.abbreviated());
        if (document instanceof Index index) {
            for (Descriptor one : index.manifests()) {
                if (!isHere(one.digest())) {
                    return false;
                }
            }
        }
        return true;
    }
}
