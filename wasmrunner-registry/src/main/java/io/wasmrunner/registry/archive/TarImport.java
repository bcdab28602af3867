package io.wasmrunner.registry.archive;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.HistoryEntry;
import io.wasmrunner.registry.format.ImageConfig;
import io.wasmrunner.registry.format.Manifest;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import io.wasmrunner.registry.layer.LayerLimits;
import io.wasmrunner.registry.layer.LayerStream;
import io.wasmrunner.registry.layer.tar.TarFault;
import io.wasmrunner.registry.layer.tar.TarLimits;
import io.wasmrunner.registry.layer.tar.TarReader;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;

/** Makes an image of a tar archive of files. The same archive and settings always give the same image. */
public final class TarImport {
    private static final int BUFFER = 1 << 17;

    private final BlobStore store;
    private final Lease lease;

    /** @param lease holds the image, until something else does */
    public TarImport(BlobStore store, Lease lease) {
        this.store = store;
        this.lease = lease;
    }

    /**
     * What an image of one layer shall say.
     *
     * @param created RFC 3339, or empty
     * @param comment for its history; may be empty
     */
    public record Settings(Platform platform, RunConfig config, String created, String comment) {}

    /**
     * Reads an archive, compressed with gzip or zstd or not at all, to its end. It becomes the layer as it is.
     *
     * @param name of the file, for errors
     */
    public Manifest of(InputStream in, String name, Settings settings) throws IOException {
        TarFault fault = new TarFault(name);
        Descriptor layer = layer(in, fault);
        Digest diffId = diffId(layer, fault);
        ImageConfig config = new ImageConfig(
                settings.created(),
                "",
                settings.platform(),
                settings.config(),
                List.of(diffId),
                List.of(new HistoryEntry(settings.created(), "import", settings.comment(), false)));
        Manifest manifest = Manifest.of(Descriptor.of(MediaTypes.OCI_CONFIG, config.bytes()), List.of(layer), Map.of());
        lease.hold(manifest.config().digest());
        lease.hold(manifest.digest());
        store.put(config.bytes());
        store.put(manifest.bytes());
        return manifest;
    }

    private Descriptor layer(InputStream in, TarFault fault) throws IOException {
        byte[] buffer = new byte[BUFFER];
        BufferedInputStream buffered = new BufferedInputStream(in);
        String mediaType = mediaType(buffered, fault);
        try (BlobWriter writer = store.create(DigestAlgorithm.SHA256)) {
            for (int read = buffered.read(buffer); read >= 0; read = buffered.read(buffer)) {
                writer.write(buffer, 0, read);
            }
            long size = writer.size();
            Digest digest = writer.commitAsIs();
            lease.hold(digest);
            return new Descriptor(mediaType, digest, size);
        }
    }

    private static String mediaType(BufferedInputStream in, TarFault fault) throws IOException {
        in.mark(4);
        byte[] head = in.readNBytes(4);
        in.reset();
        int first = head.length < 4
                ? 0
                : (head[0] & 0xff) << 24 | (head[1] & 0xff) << 16 | (head[2] & 0xff) << 8 | (head[3] & 0xff);
        if (first >>> 16 == 0x1f8b) {
            return MediaTypes.OCI_LAYER_GZIP;
        }
        if (first >>> 8 == 0x425a68 || first == 0xfd377a58) {
            throw fault.because("layers are compressed with gzip or zstd only; decompress it first");
        }
        return first == 0x28b52ffd ? MediaTypes.OCI_LAYER_ZSTD : MediaTypes.OCI_LAYER;
    }

    /** Of the layer decompressed; reads every header, so that what is no archive of files does not become a layer. */
    private Digest diffId(Descriptor layer, TarFault fault) throws IOException {
        try (FileChannel file = store.open(layer.digest());
                LayerStream content = LayerStream.of(
                        Channels.newInputStream(file),
                        layer.size(),
                        DigestAlgorithm.SHA256,
                        LayerLimits.DEFAULT,
                        fault)) {
            TarReader tar = new TarReader(new BufferedInputStream(content, BUFFER), TarLimits.DEFAULT, fault);
            while (tar.next() != null) {}
            return content.finish();
        }
    }
}
