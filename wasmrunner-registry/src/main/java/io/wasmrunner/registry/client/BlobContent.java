package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.http.Body;
import java.nio.channels.FileChannel;

/** Where the bytes of a blob that is pushed come from; any part of it can be had again. */
interface BlobContent {
    /** So many bytes from some byte on. */
    Body slice(long offset, long length);

    static BlobContent of(FileChannel file) {
        return (offset, length) -> Body.of(file, offset, length);
    }

    static BlobContent of(byte[] content) {
        return (offset, length) ->
                Body.of(java.util.Arrays.copyOfRange(content, (int) offset, (int) (offset + length)));
    }
}
