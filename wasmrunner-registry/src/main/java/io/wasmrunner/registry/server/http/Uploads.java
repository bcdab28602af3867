package io.wasmrunner.registry.server.http;

import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The uploads that are under way. Their content is in the store; how far each one's digest is worked out is remembered here, for
 * the ones of late, so that only a restart makes the server read what came before.
 */
final class Uploads {
    private static final int MOST_REMEMBERED = 4096;

    private final BlobStore store;
    private final Buffers buffers;
    private final Map<String, Pause> pauses = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pause> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    Uploads(BlobStore store, Buffers buffers) {
        this.store = store;
        this.buffers = buffers;
    }

    void begin(UploadId id, DigestAlgorithm algorithm) throws IOException {
        try (BlobWriter writer = store.resume(id.part(), algorithm)) {
            pause(id, writer);
        }
    }

    /** Bytes so far; empty when there is no such upload. */
    OptionalLong size(UploadId id) throws IOException {
        return store.partSize(id.part());
    }

    /**
     * A writer for what comes next. It is to be kept, paused or committed; else the upload ends with it.
     *
     * @throws ApiException when there is no such upload
     */
    BlobWriter open(UploadId id, DigestAlgorithm algorithm) throws IOException {
        if (size(id).isEmpty()) {
            throw UploadId.unknown();
        }
        Pause pause;
        synchronized (pauses) {
            pause = pauses.remove(id.part());
        }
        return store.resume(id.part(), algorithm, pause);
    }

    /** Closes the writer so that the upload can go on. */
    void pause(UploadId id, BlobWriter writer) throws IOException {
        Pause pause = writer.pause();
        synchronized (pauses) {
            pauses.put(id.part(), pause);
        }
    }

    void cancel(UploadId id) throws IOException {
        if (size(id).isEmpty()) {
            throw UploadId.unknown();
        }
        synchronized (pauses) {
            pauses.remove(id.part());
        }
        store.discard(id.part());
    }

    /**
     * Writes all that comes.
     *
     * @param most bytes that the blob may have in the end
     * @throws ApiException when it gets more
     */
    void copy(InputStream in, BlobWriter writer, long most) throws IOException {
        byte[] buffer = buffers.take();
        try {
            while (piece(in, buffer, writer, most) == buffer.length) {}
        } finally {
            buffers.giveBack(buffer);
        }
    }

    /** Fills the buffer and writes it, also when the client breaks off before it is full. */
    private static int piece(InputStream in, byte[] buffer, BlobWriter writer, long most) throws IOException {
        long room = most - writer.size();
        int filled = 0;
        try {
            int read = 0;
            while (filled < buffer.length && read >= 0) {
                read = in.read(buffer, filled, buffer.length - filled);
                filled += Math.max(0, read);
            }
        } finally {
            if (filled > 0 && filled <= room) {
                writer.write(buffer, 0, filled);
            }
        }
        if (filled > room) {
            throw tooLarge(most);
        }
        return filled;
    }

    static ApiException tooLarge(long most) {
        return ApiException.of(
                ErrorCode.SIZE_INVALID,
                io.helidon.http.Status.REQUEST_ENTITY_TOO_LARGE_413,
                "cannot store the blob: the most that this registry takes is " + most + " bytes");
    }
}
