package io.wasmrunner.core.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.archive.ArchiveReader;
import io.wasmrunner.registry.archive.ArchiveWriter;
import io.wasmrunner.registry.archive.NamedImage;
import io.wasmrunner.registry.client.Choice;
import io.wasmrunner.registry.client.Chooser;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.image.Image;
import io.wasmrunner.registry.image.ImageStore;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.store.Lease;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Images to and from files. */
public final class ImageArchives {
    private final Images images;
    private final ImageStore store;

    public ImageArchives(Images images) {
        this.images = images;
        this.store = images.store();
    }

    /** Writes images as an archive; the file is there when it is whole. */
    public void save(List<String> names, Path file) throws IOException {
        Path target = file.toAbsolutePath();
        Path part = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                save(names, out);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes images as an archive; the stream stays open. */
    public void save(List<String> names, OutputStream out) throws IOException {
        Map<Digest, List<Reference>> wanted = new LinkedHashMap<>();
        for (String name : names) {
            Image image = images.require(name);
            List<Reference> references = wanted.computeIfAbsent(image.id(), _ -> new ArrayList<>());
            Reference reference = Digest.prefix(name).isEmpty() ? images.reference(name) : null;
            if (reference != null
                    && reference.tag().isPresent()
                    && reference.digest().isEmpty()) {
                references.add(reference);
            }
        }
        List<NamedImage> all = new ArrayList<>();
        for (Map.Entry<Digest, List<Reference>> one : wanted.entrySet()) {
            all.add(new NamedImage(one.getValue(), store.manifest(one.getKey()).descriptor()));
        }
        new ArchiveWriter(store.blobs()).save(all, out);
        wanted.forEach((id, references) -> images.events()
                .add(
                        "save",
                        id.toString(),
                        references.isEmpty()
                                ? id.toString()
                                : references.getFirst().familiar()));
    }

    /** Reads an archive, or a folder that is an OCI layout, and tells the names of what it held, or their ids. */
    public List<String> load(Path file) throws IOException {
        if (ArchiveReader.isLayout(file)) {
            try (Lease lease = store.blobs().lease()) {
                return keep(new ArchiveReader(store.blobs(), lease).load(file));
            }
        }
        try (InputStream in = Files.newInputStream(file)) {
            return load(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new RegistryException(RegistryError.NOT_FOUND, "cannot open " + file + ": no such file", e);
        }
    }

    /** Reads an archive, and tells the names of what it held, or their ids. */
    public List<String> load(InputStream in, String name) throws IOException {
        try (Lease lease = store.blobs().lease()) {
            return keep(new ArchiveReader(store.blobs(), lease).load(in, name));
        }
    }

    private List<String> keep(List<NamedImage> loaded) throws IOException {
        List<String> names = new ArrayList<>();
        for (NamedImage image : loaded) {
            Image added = store.add(manifest(image.top()), image.top().digest(), image.names());
            String id = added.id().toString();
            image.names().forEach(name -> names.add(name.familiar()));
            if (image.names().isEmpty()) {
                names.add(id);
            }
            images.events().add("load", id, names.getLast());
        }
        return names;
    }

    private Manifest manifest(Descriptor top) throws IOException {
        String what = "cannot load " + top.digest();
        Document document = Document.parse(store.blobs().read(top.digest(), Document.LARGEST), "", what);
        for (int depth = 0; depth < 4; depth++) {
            switch (document) {
                case Manifest manifest -> {
                    return manifest;
                }
                case Index index ->
                    document = Document.parse(
                            store.blobs()
                                    .read(
                                            Chooser.choose(index, Choice.BEST, what)
                                                    .digest(),
                                            Document.LARGEST),
                            "",
                            what);
            }
        }
        throw new RegistryException(RegistryError.INVALID, what + ": its indexes are nested too deep");
    }
}
