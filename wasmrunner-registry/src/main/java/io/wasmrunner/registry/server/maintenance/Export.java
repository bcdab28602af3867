package io.wasmrunner.registry.server.maintenance;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a whole registry as a tar of an OCI layout (image-spec, "Image Layout"). The name of each manifest is {@code
 * repository:tag}, or {@code repository@digest} for one without a tag.
 */
final class Export {
    static final String NAME = "org.opencontainers.image.ref.name";
    static final String INDEX = "index.json";
    static final String LAYOUT = "oci-layout";

    private final BlobStore store;
    private final Metadata metadata;

    Export(BlobStore store, Metadata metadata) {
        this.store = store;
        this.metadata = metadata;
    }

    /** Leaves the stream open. */
    void write(OutputStream out) throws IOException {
        List<Descriptor> manifests = new ArrayList<>();
        metadata.sweep()
                .names((name, mediaType, digest, size) ->
                        manifests.add(new Descriptor(mediaType, digest, size).withAnnotations(Map.of(NAME, name))));
        SortedSet<Digest> content = new TreeSet<>();
        metadata.sweep().forEach(needed -> content.add(needed.digest()));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        small(tar, LAYOUT, "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII));
        for (Digest digest : content) {
            blob(tar, digest);
        }
        small(tar, INDEX, Index.of(manifests, Map.of()).bytes());
        tar.finish();
    }

    private static void small(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private void blob(TarArchiveOutputStream tar, Digest digest) throws IOException {
        try (FileChannel channel = store.open(digest);
                InputStream in = Channels.newInputStream(channel)) {
            TarArchiveEntry entry = new TarArchiveEntry("blobs/" + digest.algorithm() + "/" + digest.hex());
            entry.setSize(channel.size());
            entry.setModTime(0);
            tar.putArchiveEntry(entry);
            in.transferTo(tar);
            tar.closeArchiveEntry();
        }
    }
}
