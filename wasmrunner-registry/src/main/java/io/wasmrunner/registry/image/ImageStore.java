package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.file.Held;
import io.wasmrunner.registry.file.NameLocks;
import io.wasmrunner.registry.file.PrivateFolders;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The images of this machine, shared by any number of processes. Files say what there is: blobs, an {@link ImageFiles image
 * file} for each image, a {@link NameFiles name file} for each name. The index only lists them; a change marks it as behind
 * until it has caught up, and who finds the mark without anybody at work makes it anew from the files.
 *
 * <p>What an image needs must be held by a {@link io.wasmrunner.registry.store.Lease} until {@link #add} has returned.
 */
public final class ImageStore implements AutoCloseable {
    private static final String CHANGE = "change";
    private static final String DATABASE = "images.db";

    private final Path root;
    private final BlobStore blobs;
    private final ImageFiles images;
    private final NameFiles names;
    private final NameLocks locks;
    private final Consumer<String> warnings;
    private @Nullable ImageIndex index;

    /** A store of which nothing is made or read before it is needed; {@code warnings} hears of what was mended. */
    public ImageStore(Path root, Consumer<String> warnings) {
        this.root = root.toAbsolutePath().normalize();
        this.blobs = new BlobStore(this.root);
        this.images = new ImageFiles(this.root);
        this.names = new NameFiles(this.root);
        this.warnings = warnings;
        this.locks = NameLocks.of(this.root.resolve("images.lock"));
    }

    public BlobStore blobs() {
        return blobs;
    }

    ImageFiles images() {
        return images;
    }

    NameFiles names() {
        return names;
    }

    /**
     * Makes a manifest an image of this machine, and gives it names, taking them from any other. Its blobs and itself must
     * be in the store.
     *
     * @param top what a registry has by these names: the manifest's digest, or that of the index it was chosen from
     * @param references each with a tag or a digest, not both
     * @throws RegistryException {@link RegistryError#INVALID} when its configuration is malformed
     */
    public Image add(Manifest manifest, Digest top, List<Reference> references) throws IOException {
        Image image = new ImageReader(blobs).read(manifest, System.currentTimeMillis());
        change(index -> {
            images.write(image);
            FailPoint.reach("image.written");
            index.put(image);
            for (Reference reference : references) {
                write(new ImageName(reference, image.id(), top), index);
            }
        });
        return image;
    }

    private void write(ImageName name, ImageIndex index) throws IOException {
        names.write(name);
        FailPoint.reach("name.written");
        index.put(name);
    }

    /** Gives an image a name, taking it from any other. The reference has a tag or a digest, not both. */
    public void name(ImageName name) throws IOException {
        change(index -> {
            if (!images.has(name.image())) {
                throw new RegistryException(
                        RegistryError.NOT_FOUND,
                        "cannot name " + name.image().abbreviated() + " "
                                + name.reference().familiar() + ": the image was removed meanwhile");
            }
            write(name, index);
        });
    }

    /** Takes a name away, and tells whether there was one. */
    public boolean unname(Reference reference) throws IOException {
        boolean[] there = new boolean[1];
        change(index -> {
            there[0] = names.delete(reference);
            FailPoint.reach("name.deleted");
            index.delete(reference);
        });
        return there[0];
    }

    /** Takes an image away, with all its names. Its blobs stay until the next collection. */
    public void delete(Digest id) throws IOException {
        change(index -> delete(id, index));
    }

    /**
     * Takes an image away that was in a list, and tells whether it did: not when it was added again since, or got a tag.
     *
     * @param row as it was in the list
     */
    public boolean deleteAsListed(ImageRow row) throws IOException {
        boolean[] done = new boolean[1];
        change(index -> {
            Optional<Image> image = images.read(row.id());
            boolean same = image.isPresent() && image.get().added() == row.added();
            boolean tagged =
                    index.namesOf(row.id()).stream().anyMatch(name -> name.tag().isPresent());
            if (same && (!tagged || !row.isDangling())) {
                delete(row.id(), index);
                done[0] = true;
            }
        });
        return done[0];
    }

    private void delete(Digest id, ImageIndex index) throws IOException {
        for (Reference name : index.namesOf(id)) {
            names.delete(name);
        }
        images.delete(id);
        FailPoint.reach("image.deleted");
        index.delete(id);
    }

    /** By its name here; needs no index. */
    public Optional<ImageName> named(Reference reference) throws IOException {
        return names.read(reference.digest().isEmpty() ? reference : reference.withoutTag());
    }

    /** By its id; needs no index. */
    public Optional<Image> byId(Digest id) throws IOException {
        return images.read(id);
    }

    /**
     * By what a user calls it: a name, or the beginning of an id.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it is neither, or the beginning of several
     */
    public Optional<Image> find(String text, String defaultRegistry) throws IOException {
        String prefix = Digest.prefix(text);
        if (!text.startsWith("sha256:")) {
            Optional<ImageName> name = named(Reference.parse(text, defaultRegistry));
            if (name.isPresent()) {
                return byId(name.get().image());
            }
        }
        if (prefix.isEmpty()) {
            return Optional.empty();
        }
        List<Digest> found = index().startingWith(prefix);
        if (found.size() > 1) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot tell which image " + text + " is: " + found.size() + " ids begin so ("
                            + String.join(
                                    ", ", found.stream().map(Digest::shortHex).toList()) + "); give more of it");
        }
        return found.isEmpty() ? Optional.empty() : byId(found.getFirst());
    }

    /** The manifest of an image. */
    public Manifest manifest(Digest id) throws IOException {
        Document document = Document.parse(blobs.read(id, Document.LARGEST), "", "the manifest of " + id.abbreviated());
        if (document instanceof Manifest manifest) {
            return manifest;
        }
        throw new RegistryException(
                RegistryError.INVALID, "cannot read the manifest of " + id.abbreviated() + ": it is an index");
    }

    /** What an image is called. */
    public List<Reference> namesOf(Digest id) throws IOException {
        return index().namesOf(id);
    }

    /** All images, the newest here first. */
    public List<ImageRow> list() throws IOException {
        return index().list();
    }

    /**
     * Every blob that an image or a name needs.
     *
     * @throws RegistryException {@link RegistryError#INVALID} when a file that would tell is damaged
     */
    public Set<Digest> needed() throws IOException {
        Set<Digest> needed = new HashSet<>();
        for (Digest id : images.list()) {
            images.read(id).ifPresent(image -> {
                needed.add(image.id());
                needed.add(image.configDigest());
                image.layers().forEach(layer -> needed.add(layer.digest()));
            });
        }
        List<String> problems = new ArrayList<>();
        for (ImageName name : names.readAll(problems)) {
            needed.add(name.image());
            needed.add(name.top());
        }
        if (!problems.isEmpty()) {
            throw new RegistryException(RegistryError.INVALID, problems.getFirst());
        }
        return needed;
    }

    /** Milliseconds since 1970. */
    public long lastUse(Digest id) {
        return images.lastUse(id);
    }

    /** Says that it is used now. */
    public void use(Digest id) {
        images.use(id);
    }

    /** Makes the index anew from the files, and tells what could not be read. */
    public List<String> rebuild() throws IOException {
        List<String> problems = new ArrayList<>();
        try (Held _ = locks.lock(CHANGE)) {
            markBehind();
            deleteIndex();
            fill(openIndex(), problems);
            Files.deleteIfExists(behind());
        }
        return problems;
    }

    private void fill(ImageIndex empty, List<String> problems) throws IOException {
        List<Image> all = new ArrayList<>();
        for (Digest id : images.list()) {
            try {
                images.read(id).ifPresent(all::add);
            } catch (RegistryException e) {
                problems.add(e.getMessage());
            }
        }
        Set<Digest> there = new HashSet<>();
        all.forEach(image -> there.add(image.id()));
        List<ImageName> known = new ArrayList<>();
        for (ImageName name : names.readAll(problems)) {
            if (there.contains(name.image())) {
                known.add(name);
            } else {
                problems.add(
                        name.reference().familiar() + " names " + name.image().abbreviated() + ", which is not there");
            }
        }
        empty.replace(all, known);
    }

    /** What changes files and then the index. */
    private interface Change {
        void make(ImageIndex index) throws IOException;
    }

    private void change(Change change) throws IOException {
        try (Held _ = locks.lock(CHANGE)) {
            ImageIndex current = current();
            markBehind();
            change.make(current);
            Files.delete(behind());
        }
    }

    private ImageIndex index() throws IOException {
        if (!Files.exists(behind()) && Files.exists(database())) {
            try {
                return openIndex();
            } catch (RegistryException e) {
                if (e.error() != RegistryError.INVALID) {
                    throw e;
                }
            }
        }
        // It must be made, or somebody is at work on it, or was killed at that.
        try (Held _ = locks.lock(CHANGE)) {
            return current();
        }
    }

    /** Up to date; the lock must be held. */
    private ImageIndex current() throws IOException {
        if (!Files.exists(database())) {
            markBehind();
        }
        ImageIndex current = openOrReplace();
        if (Files.exists(behind())) {
            fill(current, new ArrayList<>());
            Files.deleteIfExists(behind());
        }
        return current;
    }

    private ImageIndex openOrReplace() throws IOException {
        try {
            return openIndex();
        } catch (RegistryException e) {
            if (e.error() != RegistryError.INVALID) {
                throw e;
            }
            warnings.accept(e.getMessage() + "; made anew from the files");
            markBehind();
            deleteIndex();
            return openIndex();
        }
    }

    private void markBehind() throws IOException {
        PrivateFolders.make(root);
        Files.write(behind(), new byte[0]);
    }

    private void deleteIndex() throws IOException {
        closeIndex();
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(root.resolve(DATABASE + suffix));
        }
    }

    private Path database() {
        return root.resolve(DATABASE);
    }

    private synchronized ImageIndex openIndex() throws IOException {
        ImageIndex open = index;
        if (open == null) {
            open = ImageIndex.open(database());
            index = open;
        }
        return open;
    }

    private synchronized void closeIndex() throws IOException {
        if (index != null) {
            index.close();
            index = null;
        }
    }

    private Path behind() {
        return root.resolve("images.behind");
    }

    @Override
    public void close() throws IOException {
        closeIndex();
    }
}
