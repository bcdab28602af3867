package io.wasmrunner.registry.image;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.file.DurableFile;
import io.wasmrunner.registry.file.PrivateFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The images there are: a file for each, {@code images/<algorithm>/<hex>}. Its time is the image's last use. */
final class ImageFiles {
    private final Path folder;

    ImageFiles(Path root) {
        this.folder = root.resolve("images");
    }

    private Path file(Digest id) {
        return folder.resolve(id.algorithm().toString()).resolve(id.hex());
    }

    boolean has(Digest id) {
        return file(id).toFile().isFile();
    }

    /** @throws RegistryException {@link RegistryError#INVALID} when its file is damaged */
    Optional<Image> read(Digest id) throws IOException {
        Path file = file(id);
        Lines lines = Lines.read(file);
        if (lines == null) {
            return Optional.empty();
        }
        try {
            Image image = ImageFile.read(lines);
            if (image.id().equals(id)) {
                return Optional.of(image);
            }
            throw Lines.damaged(file, null);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Lines.damaged(file, e);
        }
    }

    void write(Image image) throws IOException {
        Path file = file(image.id());
        PrivateFolders.make(file.getParent());
        DurableFile.replace(file, ImageFile.write(image).bytes());
    }

    void delete(Digest id) throws IOException {
        Path file = file(id);
        if (Files.deleteIfExists(file)) {
            DurableFile.syncFolder(file.getParent());
        }
    }

    /** Milliseconds since 1970; 0 when there is none. */
    long lastUse(Digest id) {
        return file(id).toFile().lastModified();
    }

    /** Says that it is used now, if that can be written. */
    void use(Digest id) {
        boolean _ = file(id).toFile().setLastModified(System.currentTimeMillis());
    }

    List<Digest> list() {
        List<Digest> ids = new ArrayList<>();
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            File[] files = folder.resolve(algorithm.toString()).toFile().listFiles();
            for (File file : files == null ? new File[0] : files) {
                String text = algorithm + ":" + file.getName();
                if (Digest.isDigest(text)) {
                    ids.add(Digest.parse(text));
                }
            }
        }
        return ids;
    }
}
