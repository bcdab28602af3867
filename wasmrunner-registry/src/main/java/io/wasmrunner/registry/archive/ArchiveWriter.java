package io.wasmrunner.registry.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarWriter;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Saves images as a tar archive that is an OCI layout, and, where all layers are archives, also what {@code docker load}
 * reads. The same images always are the same bytes.
 */
public final class ArchiveWriter {
    private static final int BUFFER = 1 << 17;
    private static final int FOLDER = 0755;
    private static final int FILE = 0644;

    private final BlobStore store;

    public ArchiveWriter(BlobStore store) {
        this.store = store;
    }

    /**
     * Writes an archive; the stream stays open.
     *
     * @throws RegistryException {@link RegistryError#NOT_FOUND} when something of an image is not in the store
     */
    public void save(List<NamedImage> images, OutputStream out) throws IOException {
        try (Lease lease = store.lease()) {
            List<Descriptor> entries = new ArrayList<>();
            SortedMap<String, Digest> blobs = new TreeMap<>();
            ArrayNode docker = Json.object().putArray("images");
            boolean all = true;
            for (NamedImage image : images) {
                Complete complete = Complete.of(image.top(), store, lease, "cannot save " + label(image));
                complete.blobs().forEach(blob -> blobs.put(Layout.path(blob), blob));
                entries.addAll(entries(image, complete));
                all &= isForDocker(complete.best());
                docker.add(docker(image, complete.best()));
            }
            write(entries, blobs, all ? docker : null, out);
        }
    }

    private static String label(NamedImage image) {
        return image.names().isEmpty()
                ? image.top().digest().abbreviated()
                : image.names().getFirst().familiar();
    }

    private static List<Descriptor> entries(NamedImage image, Complete complete) {
        Descriptor top = complete.top().descriptor();
        if (image.names().isEmpty()) {
            return List.of(top);
        }
        return image.names().stream()
                .map(name -> top.withAnnotations(Map.of(
                        Layout.NAME,
                        name.toString(),
                        Layout.REF_NAME,
                        name.tag().orElse(Tag.LATEST).text())))
                .toList();
    }

    private static boolean isForDocker(Manifest manifest) {
        String config = manifest.config().mediaType();
        return (config.equals(MediaTypes.OCI_CONFIG) || config.equals(MediaTypes.DOCKER_CONFIG))
                && manifest.layers().stream().allMatch(layer -> MediaTypes.isArchive(layer.mediaType()));
    }

    private static ObjectNode docker(NamedImage image, Manifest manifest) {
        ObjectNode node = Json.object();
        node.put("Config", Layout.path(manifest.config().digest()));
        ArrayNode names = node.putArray("RepoTags");
        image.names().stream().map(Reference::familiar).forEach(names::add);
        ArrayNode layers = node.putArray("Layers");
        manifest.layers().forEach(layer -> layers.add(Layout.path(layer.digest())));
        return node;
    }

    private void write(
            List<Descriptor> entries,
            SortedMap<String, Digest> blobs,
            @org.jspecify.annotations.Nullable ArrayNode docker,
            OutputStream out)
            throws IOException {
        TarWriter tar = new TarWriter(out);
        SortedSet<String> folders = new TreeSet<>();
        folders.add(Layout.BLOBS);
        for (Map.Entry<String, Digest> blob : blobs.entrySet()) {
            String folder = blob.getKey().substring(0, blob.getKey().lastIndexOf('/') + 1);
            if (folders.add(folder)) {
                if (folders.size() == 2) {
                    tar.begin(TarEntry.folder(Layout.BLOBS, FOLDER, 0));
                }
                tar.begin(TarEntry.folder(folder, FOLDER, 0));
            }
            copy(blob.getKey(), blob.getValue(), tar);
        }
        put(Layout.INDEX, Index.of(entries, Map.of()).bytes(), tar);
        if (docker != null) {
            put(Layout.DOCKER, Json.bytes(docker), tar);
        }
        ObjectNode marker = Json.object();
        marker.put(Layout.VERSION_FIELD, Layout.VERSION);
        put(Layout.MARKER, Json.bytes(marker), tar);
        tar.finish();
    }

    private static void put(String name, byte[] content, TarWriter tar) throws IOException {
        tar.begin(TarEntry.file(name, content.length, FILE, 0));
        tar.write(content, 0, content.length);
    }

    private void copy(String name, Digest digest, TarWriter tar) throws IOException {
        Digester digester = Digester.of(digest.algorithm());
        byte[] buffer = new byte[BUFFER];
        try (FileChannel file = store.open(digest)) {
            long left = file.size();
            tar.begin(TarEntry.file(name, left, FILE, 0));
            while (left > 0) {
                int read = file.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left)));
                if (read < 0) {
                    throw store.damaged(digest);
                }
                tar.write(buffer, 0, read);
                digester.update(buffer, 0, read);
                left -= read;
            }
        }
        if (!digester.digest().equals(digest)) {
            throw store.damaged(digest);
        }
    }
}
