package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.fs.DirectoryEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Directory listings between two calls of {@code fd_readdir}, so that a guest with a small buffer does not make the host
 * read the directory once for each name. Bounded: beyond 262,144 names the listings unused for longest go, and are read
 * anew when the guest comes back to them.
 */
final class Listings {
    private static final int MAX_NAMES = 1 << 18;

    private final Map<DirDescriptor, List<DirectoryEntry>> kept = new LinkedHashMap<>(8, 0.75f, true);
    private long names;

    /** The listing of a directory; {@code fresh} when the guest starts from the beginning. */
    List<DirectoryEntry> of(DirDescriptor dir, boolean fresh) {
        if (!fresh) {
            List<DirectoryEntry> known = kept.get(dir);
            if (known != null) {
                return known;
            }
        }
        forget(dir);
        List<DirectoryEntry> listing = dir.opened().list();
        kept.put(dir, listing);
        names += listing.size();
        while (names > MAX_NAMES && kept.size() > 1) {
            forget(kept.keySet().iterator().next());
        }
        return listing;
    }

    void forget(DirDescriptor dir) {
        List<DirectoryEntry> listing = kept.remove(dir);
        if (listing != null) {
            names -= listing.size();
        }
    }

    void clear() {
        kept.clear();
        names = 0;
    }
}
