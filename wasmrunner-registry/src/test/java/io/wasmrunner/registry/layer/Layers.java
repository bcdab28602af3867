package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Layers in a store, one upon the other. */
final class Layers {
    final List<Descriptor> descriptors = new ArrayList<>();
    final List<Digest> diffIds = new ArrayList<>();
    private final BlobStore blobs;

    Layers(BlobStore blobs) {
        this.blobs = blobs;
    }

    Layers add(Archive archive) throws IOException {
        byte[] content = archive.bytes();
        return add(Archive.gzip(content), Digest.of(content));
    }

    Layers add(byte[] compressed, Digest diffId) throws IOException {
        descriptors.add(new Descriptor(MediaTypes.OCI_LAYER_GZIP, blobs.put(compressed), compressed.length));
        diffIds.add(diffId);
        return this;
    }

    Rootfs open(Snapshots snapshots) throws IOException {
        return snapshots.open(descriptors, diffIds);
    }

    ChainId chainId() {
        return ChainId.of(diffIds);
    }
}
