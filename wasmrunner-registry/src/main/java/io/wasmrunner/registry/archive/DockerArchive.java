package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code docker save} writes: {@code manifest.json} names configurations and layers, and there are no manifests. */
final class DockerArchive {
    private final ArchiveFiles files;
    private final BlobStore store;
    private final Lease lease;
    private final String what;

    DockerArchive(ArchiveFiles files, BlobStore store, Lease lease, String what) {
        this.files = files;
        this.store = store;
        this.lease = lease;
        this.what = what;
    }

    /** The names of each image by the path of its configuration. */
    static Map<String, List<String>> names(byte[] manifestJson) {
        Map<String, List<String>> names = new HashMap<>();
        for (Fields image : ArchiveReader.list(manifestJson, Layout.DOCKER)) {
            names.put(image.text("Config"), image.texts("RepoTags"));
        }
        return names;
    }

    List<NamedImage> images(byte[] manifestJson) throws IOException {
        List<NamedImage> images = new ArrayList<>();
        for (Fields image : ArchiveReader.list(manifestJson, Layout.DOCKER)) {
            images.add(new NamedImage(Names.of(image.texts("RepoTags")), image(image)));
        }
        return images;
    }

    private Descriptor image(Fields image) throws IOException {
        Digest configDigest = files.digest(image.text("Config"));
        byte[] bytes = store.read(configDigest, Document.LARGEST);
        ImageConfig config = ImageConfig.parse(bytes, "the configuration " + image.text("Config"));
        List<String> paths = image.texts("Layers");
        if (paths.size() != config.diffIds().size() || paths.size() > Manifest.MOST_LAYERS) {
            throw wrong("an image in it has " + paths.size() + " layers, but its configuration names "
                    + config.diffIds().size());
        }
        List<Descriptor> layers = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            layers.add(layer(paths.get(i), config.diffIds().get(i)));
        }
        Manifest manifest =
                Manifest.of(new Descriptor(MediaTypes.OCI_CONFIG, configDigest, bytes.length), layers, Map.of());
        store.put(manifest.bytes());
        lease.hold(manifest.digest());
        return manifest.descriptor();
    }

    private Descriptor layer(String path, Digest diffId) throws IOException {
        Digest digest = files.digest(path);
        String mediaType = mediaType(digest);
        boolean plain = mediaType.equals(MediaTypes.OCI_LAYER);
        if (plain && diffId.algorithm() == DigestAlgorithm.SHA256 && !digest.equals(diffId)) {
            throw wrong("the layer " + path + " has the digest " + digest + ", but the configuration says " + diffId);
        }
        return new Descriptor(mediaType, digest, store.size(digest).orElseThrow());
    }

    /** By its first bytes. */
    private String mediaType(Digest digest) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(4);
        try (FileChannel file = store.open(digest)) {
            while (head.hasRemaining() && file.read(head) >= 0) {}
        }
        byte[] bytes = head.array();
        if ((bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
            return MediaTypes.OCI_LAYER_GZIP;
        }
        return ByteBuffer.wrap(bytes).getInt() == 0x28b52ffd ? MediaTypes.OCI_LAYER_ZSTD : MediaTypes.OCI_LAYER;
    }

    private RegistryException wrong(String why) {
        return new RegistryException(RegistryError.INVALID, what + ": " + why);
    }
}
