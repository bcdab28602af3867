package io.wasmrunner.registry.server.http;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.store.BlobStore;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bytes of the manifests that were asked for last. Whether somebody may see them is asked each time, elsewhere. */
final class ManifestCache {
    private final BlobStore store;
    private final long most;
    private final LinkedHashMap<Digest, byte[]> cached = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /** @param most bytes */
    ManifestCache(BlobStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /** The caller must not write into them. */
    byte[] get(Digest digest) throws IOException {
        synchronized (this) {
            byte[] known = cached.get(digest);
            if (known != null) {
                return known;
            }
        }
        byte[] read = store.read(digest, Document.LARGEST);
        keep(digest, read);
        return read;
    }

    private synchronized void keep(Digest digest, byte[] content) {
        if (content.length > most / 4 || cached.putIfAbsent(digest, content) != null) {
            return;
        }
        bytes += content.length;
        var eldest = cached.entrySet().iterator();
        while (bytes > most && eldest.hasNext()) {
            Map.Entry<Digest, byte[]> entry = eldest.next();
            bytes -= entry.getValue().length;
            eldest.remove();
        }
    }
}
