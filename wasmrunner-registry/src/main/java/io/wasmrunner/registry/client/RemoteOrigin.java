package io.wasmrunner.registry.client;

import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import java.util.concurrent.atomic.AtomicLong;

/** Pushes from another registry. */
record RemoteOrigin(Sources sources, String what) implements Push.Origin {
    @Override
    public Document document(Descriptor named) {
        return Sources.checked(sources.manifest(named.digest().toString(), what), named);
    }

    @Override
    public Together.Work mover(Descriptor blob, BlobPush push, AtomicLong moved) {
        Repository from = sources.repositories().getLast();
        return stopped -> moved.addAndGet(push.run(blob, new RemoteContent(from, blob, what), stopped));
    }
}
