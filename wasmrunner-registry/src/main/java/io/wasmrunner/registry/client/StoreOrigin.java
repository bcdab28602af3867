package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes from the store of this machine. */
record StoreOrigin(BlobStore store, Lease lease, String what) implements Push.Origin {
    @Override
    public Document document(Descriptor named) throws IOException {
        require(named);
        return Document.parse(
                store.read(named.digest(), Document.LARGEST), named.mediaType(), "the manifest " + named.digest());
    }

    @Override
    public Together.Work mover(Descriptor blob, BlobPush push, AtomicLong moved) {
        return stopped -> {
            require(blob);
            try (FileChannel file = store.open(blob.digest())) {
                if (file.size() != blob.size()) {
                    throw store.damaged(blob.digest());
                }
                moved.addAndGet(push.run(blob, BlobContent.of(file), stopped));
            }
        };
    }

    private void require(Descriptor named) throws IOException {
        if (!lease.hold(named.digest())) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND,
                    what + ": " + named.digest() + " (" + named.mediaType()
                            + ") is not on this machine; pull the image again, an index with all its platforms");
        }
    }
}
