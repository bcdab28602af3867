package io.wasmrunner.registry.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.DigestAlgorithm;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.config.LimitsConfig;
import io.wasmrunner.registry.server.metadata.BlobLinks;
import io.wasmrunner.registry.server.metadata.Quota;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/**
 * {@code /v2/<name>/blobs/uploads/…}: blobs at once, in chunks, as a stream, or from another repository (distribution-spec
 * 1.1, "Pushing blobs").
 */
final class UploadEndpoint {
    private static final String SOME_SECONDS = "2";

    private final BlobStore store;
    private final BlobLinks links;
    private final Uploads uploads;
    private final Rules rules;
    private final Filled filled;
    private final long most;
    private final Semaphore slots;

    UploadEndpoint(BlobStore store, BlobLinks links, Uploads uploads, LimitsConfig limits, Rules rules, Filled filled) {
        this.store = store;
        this.links = links;
        this.uploads = uploads;
        this.rules = rules;
        this.filled = filled;
        this.most = limits.blobBytes();
        this.slots = new Semaphore(limits.uploads());
    }

    void begin(Exchange exchange, Target.Uploads target) throws IOException {
        if (!exchange.method().equals("POST")) {
            throw Api.notAllowed();
        }
        RepositoryName repository = exchange.repository(target.name(), Action.PULL, Action.PUSH);
        filled.refusePush(repository);
        Optional<Digest> mount = exchange.digest("mount");
        if (mount.isPresent() && mounted(exchange, repository, mount.get())) {
            created(exchange, repository, mount.get());
            return;
        }
        Optional<Digest> digest = exchange.digest("digest");
        if (digest.isPresent()) {
            whole(exchange, repository, digest.get());
            return;
        }
        UploadId id = UploadId.create(repository);
        uploads.begin(id, algorithm(exchange));
        progress(exchange, id, 0).send(Status.ACCEPTED_202);
    }

    private static DigestAlgorithm algorithm(Exchange exchange) {
        String text = exchange.query("digest-algorithm").orElse(DigestAlgorithm.SHA256.toString());
        for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
            if (algorithm.toString().equals(text)) {
                return algorithm;
            }
        }
        throw new ApiException(
                ErrorCode.DIGEST_INVALID, "cannot use that digest algorithm: it must be sha256 or sha512");
    }

    /** What the caller may not read does not exist for them, so that nobody learns here who has which blob. */
    private boolean mounted(Exchange exchange, RepositoryName repository, Digest digest) throws IOException {
        Optional<String> from = exchange.query("from").filter(RepositoryName::isName);
        if (from.isEmpty()) {
            return false;
        }
        RepositoryName source = new RepositoryName(from.get());
        if (!exchange.caller().may(source, Action.PULL)) {
            return false;
        }
        OptionalLong size = links.size(source, digest);
        if (size.isEmpty() || !store.touch(digest)) {
            return false;
        }
        link(repository, digest, size.getAsLong());
        return true;
    }

    private void whole(Exchange exchange, RepositoryName repository, Digest digest) throws IOException {
        slot(() -> {
            limit(exchange, 0);
            try (BlobWriter writer = store.create(digest.algorithm())) {
                uploads.copy(exchange.body(), writer, most);
                commit(repository, writer, digest);
            }
        });
        created(exchange, repository, digest);
    }

    void handle(Exchange exchange, Target.Upload target) throws IOException {
        RepositoryName repository = exchange.repository(target.name(), Action.PULL, Action.PUSH);
        filled.refusePush(repository);
        UploadId id = UploadId.parse(repository, target.id());
        switch (exchange.method()) {
            case "GET" ->
                progress(exchange, id, uploads.size(id).orElseThrow(UploadId::unknown))
                        .send(Status.NO_CONTENT_204);
            case "PATCH" -> slot(() -> patch(exchange, id));
            case "PUT" -> slot(() -> put(exchange, id));
            case "DELETE" -> {
                uploads.cancel(id);
                exchange.send(Status.NO_CONTENT_204);
            }
            default -> throw Api.notAllowed();
        }
    }

    private void patch(Exchange exchange, UploadId id) throws IOException {
        long size;
        try (BlobWriter writer = uploads.open(id, DigestAlgorithm.SHA256)) {
            append(exchange, id, writer);
            size = writer.size();
            uploads.pause(id, writer);
        }
        progress(exchange, id, size).send(Status.ACCEPTED_202);
    }

    private void put(Exchange exchange, UploadId id) throws IOException {
        Digest digest = exchange.digest("digest")
                .orElseThrow(() -> new ApiException(
                        ErrorCode.DIGEST_INVALID, "cannot end the upload: the query must name the digest"));
        try (BlobWriter writer = uploads.open(id, digest.algorithm())) {
            append(exchange, id, writer);
            commit(id.repository(), writer, digest);
        }
        created(exchange, id.repository(), digest);
    }

    /** Whatever goes wrong, the upload can go on from where it is. */
    private void append(Exchange exchange, UploadId id, BlobWriter writer) throws IOException {
        boolean done = false;
        try {
            long size = writer.size();
            String header = exchange.header(HeaderNames.CONTENT_RANGE);
            if (!header.isEmpty()) {
                inOrder(exchange, id, ContentRange.parse(header), size);
            }
            limit(exchange, size);
            if (exchange.hasBody()) {
                uploads.copy(exchange.body(), writer, most);
            }
            done = true;
        } finally {
            if (!done) {
                uploads.pause(id, writer);
            }
        }
    }

    private static void inOrder(Exchange exchange, UploadId id, ContentRange range, long size) {
        if (range.from() != size) {
            throw ApiException.of(
                            ErrorCode.BLOB_UPLOAD_INVALID,
                            Status.REQUESTED_RANGE_NOT_SATISFIABLE_416,
                            "cannot take the chunk: it begins at byte " + range.from() + ", but the next one is "
                                    + size)
                    .with(HeaderNames.LOCATION, id.location())
                    .with(HeaderNames.RANGE, range(size));
        }
        OptionalLong length = exchange.contentLength();
        if (length.isPresent() && length.getAsLong() != range.length()) {
            throw new ApiException(
                    ErrorCode.SIZE_INVALID,
                    "cannot take the chunk: Content-Range says " + range.length() + " bytes, Content-Length "
                            + length.getAsLong());
        }
    }

    private void limit(Exchange exchange, long size) {
        if (exchange.contentLength().orElse(0) > most - size) {
            throw Uploads.tooLarge(most);
        }
    }

    private void commit(RepositoryName repository, BlobWriter writer, Digest digest) throws IOException {
        long size = writer.size();
        try {
            writer.commit(digest);
        } catch (RegistryException e) {
            if (e.error() == RegistryError.INVALID) {
                throw new ApiException(ErrorCode.DIGEST_INVALID, String.valueOf(e.getMessage()));
            }
            throw e;
        }
        link(repository, digest, size);
    }

    private void link(RepositoryName repository, Digest digest, long size) {
        try {
            links.link(repository, digest, size, rules.quotas(repository));
        } catch (Quota e) {
            throw new ApiException(ErrorCode.DENIED, String.valueOf(e.getMessage()));
        }
    }

    private static void created(Exchange exchange, RepositoryName repository, Digest digest) {
        exchange.with(HeaderNames.LOCATION, "/v2/" + repository + "/blobs/" + digest)
                .with(Headers.CONTENT_DIGEST, digest.toString())
                .send(Status.CREATED_201);
    }

    private static Exchange progress(Exchange exchange, UploadId id, long size) {
        return exchange.with(HeaderNames.LOCATION, id.location())
                .with(HeaderNames.RANGE, range(size))
                .with(Headers.UPLOAD_UUID, id.text());
    }

    /** The last byte is inclusive; what docker-registry says for nothing stands for nothing here, too. */
    private static String range(long size) {
        return "0-" + Math.max(0, size - 1);
    }

    private void slot(Transfer transfer) throws IOException {
        if (!slots.tryAcquire()) {
            throw new ApiException(
                            ErrorCode.TOOMANYREQUESTS,
                            "cannot take the upload: too many are under way; try again later")
                    .with(HeaderNames.RETRY_AFTER, SOME_SECONDS);
        }
        try {
            transfer.run();
        } finally {
            slots.release();
        }
    }

    private interface Transfer {
        void run() throws IOException;
    }
}
