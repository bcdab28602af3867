package io.wasmrunner.core.image;

import io.wasmrunner.core.module.ModuleLoader;
import io.wasmrunner.core.state.StateFolder;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.LayerCache;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageName;
import io.wasmrunner.registry.image.ImageRow;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.image.ImageStyle;
import io.wasmrunner.registry.layer.Rootfs;
import io.wasmrunner.registry.layer.Snapshots;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.sandbox.digest.Sha256;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands do with the images of this machine. */
public final class Images implements AutoCloseable {
    private final ImageStore store;
    private final String defaultRegistry;
    private final StateFolder state;
    private final Consumer<String> warnings;
    private final ImageEvents events;

    /** The images in that state folder; {@code warnings} hears of what was mended. */
    public Images(StateFolder state, Consumer<String> warnings) {
        this.state = state;
        this.warnings = warnings;
        this.events = new ImageEvents(state, warnings);
        this.store = new ImageStore(state.content(), warnings);
        this.defaultRegistry = Registries.config(state).defaultRegistry();
    }

    public ImageStore store() {
        return store;
    }

    ImageEvents events() {
        return events;
    }

    /** Their files, unpacked. */
    Snapshots snapshots() {
        return new Snapshots(state.snapshots(), store.blobs());
    }

    /** The files of an image, in one tree. */
    public Rootfs unpack(Image image) throws IOException {
        return snapshots().open(image.layers(), image.diffIds());
    }

    /**
     * Makes sure that all that is needed to run an image is there and whole.
     *
     * @throws RegistryException when it is not
     */
    public void prepare(Image image) throws IOException {
        if (image.style() == ImageStyle.FILES) {
            unpack(image).close();
        } else if (image.style() == ImageStyle.MODULE) {
            module(image);
        }
    }

    /**
     * The module of an image that is nothing but a module.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when it is damaged
     */
    public byte[] module(Image image) throws IOException {
        Digest digest = image.module().orElseThrow();
        byte[] bytes;
        try (FileInputStream in = new FileInputStream(store.blobs().path(digest).toFile())) {
            bytes = in.readNBytes(ModuleLoader.MAX_SIZE + 1);
        } catch (FileNotFoundException e) {
            throw store.blobs().damaged(digest);
        }
        boolean whole = digest.algorithm() == DigestAlgorithm.SHA256
                ? Sha256.hex(bytes).equals(digest.hex())
                : store.blobs().verify(digest);
        if (!whole) {
            throw store.blobs().damaged(digest);
        }
        return bytes;
    }

    /** What builds know of the layers they made. */
    LayerCache layerCache() {
        return new LayerCache(state.buildCache().resolve("layers"));
    }

    /** Whose signatures they need. */
    public Trust trust() {
        return new Trust(state, warnings);
    }

    /** What a user wrote as a name, with what was left out. */
    public Reference reference(String text) {
        return Reference.parse(text, defaultRegistry);
    }

    /** By a name or the beginning of an id. */
    public Optional<Image> find(String text) throws IOException {
        return store.find(text, defaultRegistry);
    }

    /**
     * By a name or the beginning of an id.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when there is none
     */
    public Image require(String text) throws IOException {
        return find(text)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.NOT_FOUND,
                        "no image " + text + " here; wasmrunner images lists what there is, wasmrunner pull " + text
                                + " gets it"));
    }

    /**
     * Whether that was thrown since blobs of the image are missing, or not what their digests say. Those that are not are
     * removed, for a pull to bring them again.
     */
    public boolean isDamaged(Image image, RegistryException thrown) throws IOException {
        if (thrown.error() != RegistryError.INVALID && thrown.error() != RegistryError.NOT_FOUND) {
            return false;
        }
        boolean damaged = false;
        for (Descriptor layer : image.layers()) {
            boolean there = store.blobs().has(layer.digest());
            if (!there || !store.blobs().verify(layer.digest())) {
                damaged = true;
                Files.deleteIfExists(store.blobs().path(layer.digest()));
            }
        }
        return damaged;
    }

    /** The names with tags that a repository has here. */
    public List<Reference> tagsOf(Reference repository) throws IOException {
        List<Reference> tags = new ArrayList<>();
        for (ImageRow row : store.list()) {
            for (Reference name : row.names()) {
                if (name.tag().isPresent() && name.name().equals(repository.name())) {
                    tags.add(name);
                }
            }
        }
        if (tags.isEmpty()) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND,
                    "no image " + repository.familiarName() + " here; wasmrunner images lists what there is");
        }
        return tags;
    }

    /** Gives an image one more name. */
    public void tag(String image, String name) throws IOException {
        Reference target = reference(name);
        if (target.digest().isPresent()) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot tag " + image + " as " + name + ": a digest cannot be chosen; leave it out");
        }
        Image source = require(image);
        Digest top = Digest.prefix(image).isEmpty()
                ? store.named(reference(image)).map(ImageName::top).orElse(source.id())
                : source.id();
        store.name(new ImageName(target, source.id(), top));
        events.add("tag", source.id().toString(), target.familiar());
    }

    /**
     * Takes a name away and, with its last name, the image. Named by its id, the image goes with all its names.
     *
     * @param force also when it is named by its id and has names in several repositories, or when containers have it
     *     that do not run
     * @param users who may have it
     * @return what was done, a line each, as Docker says it
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when there is none, {@link RegistryError#CONFLICT} without
     *     force
     */
    public List<String> remove(String text, boolean force, ImageUsers users) throws IOException {
        Image image = require(text);
        List<String> done = new ArrayList<>();
        List<Reference> names = store.namesOf(image.id());
        List<Reference> all = names;
        boolean named =
                !text.startsWith("sha256:") && store.named(reference(text)).isPresent();
        if (named) {
            Reference name = reference(text);
            Reference key = name.digest().isEmpty() ? name : name.withoutTag();
            done.add("Untagged: " + key.familiar());
            List<Reference> left =
                    names.stream().filter(other -> !other.equals(key)).toList();
            if (left.stream().anyMatch(other -> other.tag().isPresent())) {
                store.unname(key);
                untagged(image, key);
                return done;
            }
            names = left;
        } else if (!force && names.stream().map(Reference::name).distinct().count() > 1) {
            throw new RegistryException(
                    RegistryError.CONFLICT,
                    "cannot remove " + text + ": it has names in several repositories ("
                            + String.join(
                                    ", ",
                                    names.stream().map(Reference::familiar).toList())
                            + "); remove those, or add --force");
        }
        requireUnused(text, image, force, users);
        for (Reference name : names) {
            done.add("Untagged: " + name.familiar());
        }
        store.delete(image.id());
        all.forEach(name -> untagged(image, name));
        events.add("delete", image.id().toString(), image.id().toString());
        done.add("Deleted: " + image.id());
        return done;
    }

    private static void requireUnused(String text, Image image, boolean force, ImageUsers users) throws IOException {
        for (ImageUsers.User user : users.of(image.id())) {
            if (user.live() || !force) {
                throw new RegistryException(
                        RegistryError.CONFLICT,
                        "cannot remove " + text + ": the container " + user.name()
                                + (user.live()
                                        ? " runs with it; stop and remove that first"
                                        : " has it; remove that first, or add --force"));
            }
        }
    }

    private void untagged(Image image, Reference name) {
        events.add("untag", image.id().toString(), name.familiar());
    }

    /** All images that a list is to show, the newest here first. */
    public List<ImageRow> list(ImageFilters filters) throws IOException {
        return store.list().stream().filter(filters::match).toList();
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
