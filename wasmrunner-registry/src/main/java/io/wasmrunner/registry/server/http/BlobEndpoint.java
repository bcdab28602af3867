package io.wasmrunner.registry.server.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.metadata.BlobLinks;
import io.wasmrunner.registry.store.BlobStore;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.OptionalLong;

/** {@code /v2/<name>/blobs/<digest>}: blobs as they are, whole or in part (distribution-spec 1.1, "Pulling blobs"). */
final class BlobEndpoint {
    private final BlobStore store;
    private final BlobLinks links;
    private final Buffers buffers;
    private final Filled filled;

    BlobEndpoint(BlobStore store, BlobLinks links, Buffers buffers, Filled filled) {
        this.store = store;
        this.links = links;
        this.buffers = buffers;
        this.filled = filled;
    }

    void handle(Exchange exchange, Target.Blob target) throws IOException {
        switch (exchange.method()) {
            case "HEAD" -> head(exchange, target);
            case "GET" -> get(exchange, target);
            case "DELETE" -> delete(exchange, target);
            default -> throw Api.notAllowed();
        }
    }

    private void head(Exchange exchange, Target.Blob target) throws IOException {
        RepositoryName repository = exchange.repository(target.name(), Action.PULL);
        Digest digest = Exchange.digestOf(target.digest());
        OptionalLong size = links.size(repository, digest);
        if (filled.is(repository) && (size.isEmpty() || !store.has(digest))) {
            sendHead(exchange, digest, filled.blobSize(repository, digest).orElseThrow(() -> unknown(digest)));
            return;
        }
        // Whoever is told that it is there will not send it again; so it is noted first, and then held.
        if (size.isEmpty() || !links.refresh(repository, digest) || !store.touch(digest)) {
            throw unknown(digest);
        }
        sendHead(exchange, digest, size.getAsLong());
    }

    private static void sendHead(Exchange exchange, Digest digest, long size) {
        describe(exchange, digest);
        exchange.with(HeaderNames.CONTENT_TYPE, "application/octet-stream").sendHead(Status.OK_200, size);
    }

    private void get(Exchange exchange, Target.Blob target) throws IOException {
        RepositoryName repository = exchange.repository(target.name(), Action.PULL);
        Digest digest = Exchange.digestOf(target.digest());
        if (filled.is(repository)
                ? !filled.fetch(repository, digest)
                : links.size(repository, digest).isEmpty()) {
            throw unknown(digest);
        }
        try (FileChannel channel = FileChannel.open(store.path(digest))) {
            send(exchange, digest, channel);
        } catch (NoSuchFileException _) {
            throw unknown(digest);
        }
    }

    private void send(Exchange exchange, Digest digest, FileChannel channel) throws IOException {
        long size = channel.size();
        String etag = '"' + digest.toString() + '"';
        describe(exchange, digest);
        if (exchange.header(HeaderNames.IF_NONE_MATCH).contains(etag)) {
            exchange.send(Status.NOT_MODIFIED_304);
            return;
        }
        String same = exchange.header(HeaderNames.IF_RANGE);
        String range = same.isEmpty() || same.equals(etag) ? exchange.header(HeaderNames.RANGE) : "";
        exchange.with(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        switch (ByteRange.of(range, size)) {
            case ByteRange.Whole() -> copy(exchange, Status.OK_200, channel, 0, size);
            case ByteRange.Part part -> {
                exchange.with(HeaderNames.CONTENT_RANGE, "bytes " + part.from() + "-" + part.to() + "/" + size);
                copy(exchange, Status.PARTIAL_CONTENT_206, channel, part.from(), part.length());
            }
            case ByteRange.Unsatisfiable() ->
                throw ApiException.of(
                                ErrorCode.SIZE_INVALID,
                                Status.REQUESTED_RANGE_NOT_SATISFIABLE_416,
                                "cannot send that range: the blob has " + size + " bytes")
                        .with(HeaderNames.CONTENT_RANGE, "bytes */" + size);
        }
    }

    private void copy(Exchange exchange, Status status, FileChannel channel, long from, long length)
            throws IOException {
        if (length == 0) {
            exchange.sendHead(status, 0);
            return;
        }
        byte[] buffer = buffers.take();
        try {
            channel.position(from);
            // While nothing is sent yet, an error of the disk can still be answered.
            int read = read(channel, buffer, length);
            exchange.response().status(status).contentLength(length);
            OutputStream out = exchange.response().outputStream();
            long left = length;
            while (true) {
                out.write(buffer, 0, read);
                left -= read;
                if (left == 0) {
                    out.close();
                    return;
                }
                read = read(channel, buffer, left);
            }
        } finally {
            buffers.giveBack(buffer);
        }
    }

    private static int read(FileChannel channel, byte[] buffer, long most) throws IOException {
        int read = channel.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, most)));
        if (read <= 0) {
            throw new EOFException("a blob became shorter while it was sent");
        }
        return read;
    }

    private void delete(Exchange exchange, Target.Blob target) {
        RepositoryName repository = exchange.repository(target.name(), Action.DELETE);
        Digest digest = Exchange.digestOf(target.digest());
        if (!links.unlink(repository, digest)) {
            throw unknown(digest);
        }
        exchange.send(Status.ACCEPTED_202);
    }

    private static void describe(Exchange exchange, Digest digest) {
        exchange.with(Headers.CONTENT_DIGEST, digest.toString())
                .with(HeaderNames.ETAG, '"' + digest.toString() + '"')
                .with(HeaderNames.ACCEPT_RANGES, "bytes")
                .with(HeaderNames.CACHE_CONTROL, "max-age=31536000");
    }

    private static ApiException unknown(Digest digest) {
        return new ApiException(ErrorCode.BLOB_UNKNOWN, "cannot find " + digest + " in this repository");
    }
}
