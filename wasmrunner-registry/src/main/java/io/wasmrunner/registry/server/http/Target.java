package io.wasmrunner.registry.server.http;

/** What a path of the API names. Names, digests and references are still as the client wrote them. */
sealed interface Target {
    /** {@code /v2/} */
    record Base() implements Target {}

    /** {@code /v2/_catalog} */
    record Catalog() implements Target {}

    /** {@code /v2/<name>/blobs/<digest>} */
    record Blob(String name, String digest) implements Target {}

    /** {@code /v2/<name>/blobs/uploads/} */
    record Uploads(String name) implements Target {}

    /** {@code /v2/<name>/blobs/uploads/<id>} */
    record Upload(String name, String id) implements Target {}

    /** {@code /v2/<name>/manifests/<reference>} */
    record Manifest(String name, String reference) implements Target {}

    /** {@code /v2/<name>/tags/list} */
    record Tags(String name) implements Target {}

    /** {@code /v2/<name>/referrers/<digest>} */
    record Referrers(String name, String digest) implements Target {}

    /** Nothing of the API. */
    record Unknown() implements Target {}
}
