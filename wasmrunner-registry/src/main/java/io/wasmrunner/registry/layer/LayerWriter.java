package io.wasmrunner.registry.layer;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.file.FailPoint;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.layer.tar.TarEntry;
import io.wasmrunner.registry.layer.tar.TarWriter;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes layers into a store. The same items with the same time always are the same bytes: sorted, owned by 0:0, compressed
 * one way.
 */
public final class LayerWriter {
    private static final int BUFFER = 1 << 16;

    private final BlobStore blobs;
    private final Lease lease;

    /** @param lease holds what is written */
    public LayerWriter(BlobStore blobs, Lease lease) {
        this.blobs = blobs;
        this.lease = lease;
    }

    /**
     * Writes one.
     *
     * @param modified seconds since 1970, of all its files
     * @throws RegistryException {@link RegistryError#CONFLICT} when a source changes meanwhile
     */
    public WrittenLayer write(Map<ImagePath, LayerItem> items, long modified) throws IOException {
        Map<String, Map.Entry<ImagePath, LayerItem>> sorted = new TreeMap<>();
        for (Map.Entry<ImagePath, LayerItem> item : items.entrySet()) {
            sorted.put(order(item.getKey(), item.getValue()), item);
        }
        try (BlobWriter blob = blobs.create(DigestAlgorithm.SHA256)) {
            FixedGzip gzip = new FixedGzip(new BufferedOutputStream(blob, BUFFER));
            DigestingStream content = new DigestingStream(gzip, DigestAlgorithm.SHA256);
            TarWriter tar = new TarWriter(content);
            byte[] buffer = new byte[BUFFER];
            for (Map.Entry<ImagePath, LayerItem> item : sorted.values()) {
                FailPoint.reach("layer.write");
                write(tar, item.getKey(), item.getValue(), modified, buffer);
            }
            tar.finish();
            gzip.finish();
            gzip.flush();
            long size = blob.size();
            Descriptor descriptor = new Descriptor(MediaTypes.OCI_LAYER_GZIP, blob.commitAsIs(lease), size);
            return new WrittenLayer(descriptor, content.digest());
        }
    }

    /** Folders ahead of what is in them, whiteouts ahead of their siblings (image-spec, layer.md, "Whiteouts"). */
    private static String order(ImagePath path, LayerItem item) {
        StringBuilder order = new StringBuilder();
        path.parent().parts().forEach(part -> order.append("\0\1").append(part));
        return switch (item) {
            case LayerItem.Whiteout _ ->
                order.append("\0\0").append(path.name()).toString();
            case LayerItem.Opaque _ ->
                order.append("\0\1").append(path.name()).append("\0\0").toString();
            case LayerItem.Folder _, LayerItem.File _, LayerItem.Symlink _ ->
                order.append("\0\1").append(path.name()).toString();
        };
    }

    private static void write(TarWriter tar, ImagePath path, LayerItem item, long modified, byte[] buffer)
            throws IOException {
        switch (item) {
            case LayerItem.Folder(int mode) -> tar.begin(TarEntry.folder(path.text() + "/", mode, modified));
            case LayerItem.Symlink(String target) -> tar.begin(TarEntry.symlink(path.text(), target, modified));
            case LayerItem.Whiteout() -> empty(tar, path.parent().resolve(Whiteouts.PREFIX + path.name()), modified);
            case LayerItem.Opaque() -> empty(tar, path.resolve(Whiteouts.OPAQUE), modified);
            case LayerItem.File file -> {
                tar.begin(TarEntry.file(path.text(), file.size(), file.mode(), modified));
                copy(file, tar, buffer);
            }
        }
    }

    private static void empty(TarWriter tar, ImagePath path, long modified) throws IOException {
        tar.begin(TarEntry.file(path.text(), 0, LayerItem.FILE_MODE, modified));
    }

    private static void copy(LayerItem.File file, TarWriter tar, byte[] buffer) throws IOException {
        Digester digester = Digester.of(DigestAlgorithm.SHA256);
        long left = file.size();
        try (FileChannel channel =
                FileChannel.open(file.source(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            int count = 0;
            while (count >= 0) {
                count = channel.read(ByteBuffer.wrap(buffer));
                if (count > left) {
                    throw changed(file.source());
                }
                if (count > 0) {
                    tar.write(buffer, 0, count);
                    digester.update(buffer, 0, count);
                    left -= count;
                }
            }
        }
        if (left != 0 || (file.expected() != null && !digester.digest().equals(file.expected()))) {
            throw changed(file.source());
        }
    }

    private static RegistryException changed(Path source) {
        return new RegistryException(
                RegistryError.CONFLICT, "cannot copy " + source + ": it changed while it was read; build again");
    }
}
