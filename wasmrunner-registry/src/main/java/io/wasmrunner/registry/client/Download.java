package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves one blob into the store. What came of it before it broke off stays for the next attempt, of this process or a later
 * one; what is not what its descriptor says is deleted.
 */
final class Download {
    private final Sources sources;
    private final BlobStore store;
    private final Lease lease;
    private final Progress progress;
    private final String what;

    Download(Sources sources, BlobStore store, Lease lease, Progress progress, String what) {
        this.sources = sources;
        this.store = store;
        this.lease = lease;
        this.progress = progress;
        this.what = what;
    }

    /** Tells how many bytes moved. */
    long run(Descriptor blob, AtomicBoolean stopped) throws IOException {
        if (isThere(blob)) {
            progress.existed(blob);
            return 0;
        }
        String part = blob.digest().toString().replace(':', '-') + ".part";
        int last = sources.repositories().size() - 1;
        for (int i = 0; ; i++) {
            boolean wrong = true;
            try (BlobWriter writer = store.resume(part, blob.digest().algorithm())) {
                if (isThere(blob)) {
                    progress.existed(blob);
                    return 0;
                }
                writer.keep();
                long moved =
                        new BlobTransfer(sources.repositories().get(i), blob, writer, stopped, progress, what).run();
                writer.commit(blob.digest());
                progress.done(blob);
                return moved;
            } catch (RegistryException e) {
                wrong = e.error() == RegistryError.INVALID;
                if (i == last) {
                    throw e;
                }
            } catch (IOException e) {
                wrong = false;
                throw e;
            } finally {
                if (wrong && !store.has(blob.digest())) {
                    store.discard(part);
                }
            }
        }
    }

    /** A blob in the store is whole; one of another size than the descriptor says is not what is meant. */
    private boolean isThere(Descriptor blob) throws IOException {
        if (!lease.hold(blob.digest())) {
            return false;
        }
        long size = store.size(blob.digest()).orElse(-1);
        if (size != blob.size()) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    what + ": its manifest says that " + blob.digest() + " has " + blob.size() + " bytes, but it has "
                            + size);
        }
        return true;
    }
}
