package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Looks every file of an image store over, and mends what it can: what is left is whole, and what is gone is said. */
public final class StoreCheck {
    private final BlobStore blobs;
    private final ImageFiles images;
    private final NameFiles names;
    private final ImageStore store;
    private final List<String> problems = new ArrayList<>();
    private final Set<Digest> damaged = new HashSet<>();

    public StoreCheck(ImageStore store) {
        this.store = store;
        this.blobs = store.blobs();
        this.images = store.images();
        this.names = store.names();
    }

    /** What is wrong, a line each; reads every blob. */
    public List<String> verify() throws IOException {
        look();
        return List.copyOf(problems);
    }

    /** Mends what is wrong, and tells what it was and what was done about it. */
    public List<String> repair() throws IOException {
        look();
        for (Digest blob : damaged) {
            Path file = blobs.path(blob);
            Files.deleteIfExists(file);
            DurableFile.syncFolder(file.getParent());
            problems.add("removed " + file);
        }
        for (Digest id : images.list()) {
            repair(id);
        }
        for (String removed : names.removeUnreadable()) {
            problems.add("removed " + removed);
        }
        for (ImageName name : names.readAll(new ArrayList<>())) {
            if (!images.has(name.image())) {
                names.delete(name.reference());
                problems.add("removed the name " + name.reference().familiar() + "; pull it again");
            }
        }
        store.rebuild();
        return List.copyOf(problems);
    }

    private void look() throws IOException {
        for (Digest blob : blobs.list()) {
            if (!verifies(blob)) {
                damaged.add(blob);
                problems.add("damaged: " + blobs.path(blob));
            }
        }
        for (Digest id : images.list()) {
            try {
                images.read(id).ifPresent(image -> missing(image).forEach(problems::add));
            } catch (RegistryException e) {
                problems.add(e.getMessage());
            }
        }
        for (ImageName name : names.readAll(problems)) {
            if (!images.has(name.image())) {
                problems.add(
                        name.reference().familiar() + " names " + name.image().abbreviated() + ", which is not there");
            }
        }
    }

    private boolean verifies(Digest blob) throws IOException {
        try {
            return blobs.verify(blob);
        } catch (RegistryException _) {
            // A collection took it meanwhile.
            return true;
        }
    }

    private List<String> missing(Image image) {
        List<String> missing = new ArrayList<>();
        Set<Digest> needed = new HashSet<>(List.of(image.id(), image.configDigest()));
        image.layers().forEach(layer -> needed.add(layer.digest()));
        for (Digest blob : needed) {
            if (!blobs.has(blob)) {
                missing.add("missing: " + blob + " of the image " + image.id().abbreviated());
            }
        }
        return missing;
    }

    /** Works its file out anew from the manifest, or removes it when something that it needs is gone. */
    private void repair(Digest id) throws IOException {
        try {
            Image known = images.read(id).orElse(null);
            if (known == null || missing(known).isEmpty()) {
                return;
            }
        } catch (RegistryException _) {
            try {
                Manifest manifest = store.manifest(id);
                Image image = new ImageReader(blobs).read(manifest, System.currentTimeMillis());
                if (missing(image).isEmpty()) {
                    images.write(image);
                    problems.add("wrote the file of the image " + id.abbreviated() + " anew");
                    return;
                }
            } catch (RegistryException gone) {
                problems.add(gone.getMessage());
            }
        }
        images.delete(id);
        problems.add("removed the image " + id.abbreviated() + ", which is not whole; pull it again");
    }
}
