package io.wasmrunner.registry.server.metadata;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.Tag;
import java.util.List;

/** What became of a manifest that was pushed. */
public sealed interface PutResult {
    /** It is there, to stay. */
    record Stored() implements PutResult {}

    /** These are not in the repository. */
    record Missing(List<Digest> digests) implements PutResult {
        public Missing {
            digests = List.copyOf(digests);
        }
    }

    /** The tag is there, and may not move. */
    record Fixed(Tag tag) implements PutResult {}

    /** The manifest says another size, in bytes, than the blob has. */
    record WrongSize(Digest digest, long said, long actual) implements PutResult {}
}
