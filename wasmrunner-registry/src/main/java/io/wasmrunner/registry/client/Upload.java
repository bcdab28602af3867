package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.format.Descriptor;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Moves one blob into a registry (distribution-spec 1.1, "Pushing blobs"): with one PUT when it is not larger than a chunk,
 * else chunk by chunk. After a break the registry is asked what it has, and the rest is sent.
 */
final class Upload {
    private final Repository to;
    private final Descriptor blob;
    private final BlobContent content;
    private final Progress progress;
    private final AtomicBoolean stopped;
    private final String what;
    private long chunk;
    private long offset;
    private long told;
    private boolean outOfStep;
    private @Nullable URI session;

    Upload(
            Repository to,
            Descriptor blob,
            BlobContent content,
            int chunk,
            Progress progress,
            AtomicBoolean stopped,
            String what) {
        this.to = to;
        this.blob = blob;
        this.content = content;
        this.chunk = chunk;
        this.progress = progress;
        this.stopped = stopped;
        this.what = what;
    }

    /** @param begun where a registry already waits for it; null to begin here */
    void run(@Nullable URI begun) throws IOException {
        session = begun;
        progress.started(blob, 0);
        int vain = 0;
        while (true) {
            long before = offset;
            try {
                send();
                progress.done(blob);
                return;
            } catch (RegistryException e) {
                boolean mayPass = e.error() == RegistryError.UNREACHABLE || outOfStep;
                outOfStep = false;
                vain = offset > before ? 1 : vain + 1;
                if (!mayPass || vain >= to.host().retries().attempts()) {
                    throw e;
                }
                to.host().retries().pauseAfter(vain);
            }
            if (askWhatIsThere()) {
                progress.done(blob);
                return;
            }
        }
    }

    private void send() throws IOException {
        if (session == null) {
            begin();
        }
        if (offset == 0 && blob.size() <= chunk) {
            finish(blob.size());
            return;
        }
        while (offset < blob.size()) {
            if (stopped.get()) {
                throw new StoppedException();
            }
            patch(Math.min(chunk, blob.size() - offset));
        }
        finish(0);
    }

    private void begin() {
        try (Answer answer = to.host().call(Call.of("POST", to.uri("/blobs/uploads/", what)), to.pushes(), what)) {
            if (answer.status() != 202) {
                throw Failures.of(answer, what);
            }
            session = where(answer);
            answer.headers()
                    .first("oci-chunk-min-length")
                    .filter(text -> text.matches("[0-9]{1,10}"))
                    .ifPresent(least -> chunk = Math.max(chunk, Long.parseLong(least)));
        }
    }

    private void patch(long length) {
        Call call = Call.of("PATCH", open())
                .with("content-type", "application/octet-stream")
                .with("content-range", offset + "-" + (offset + length - 1))
                .withBody(content.slice(offset, length).telling(this::tell));
        try (Answer answer = to.host().callOnce(call, to.pushes(), what)) {
            if (answer.status() == 404 || answer.status() == 416) {
                outOfStep = true;
                throw Failures.of(answer, what);
            }
            if (answer.status() != 202) {
                throw Failures.of(answer, what);
            }
            session = where(answer);
            offset = next(answer).filter(next -> next > offset).orElse(offset + length);
        }
    }

    /** @param rest bytes that are still to be sent, with it */
    private void finish(long rest) {
        URI at = open();
        URI closing = URI.create(at + (at.getRawQuery() == null ? "?" : "&") + "digest=" + blob.digest());
        Call call = Call.of("PUT", closing).with("content-type", "application/octet-stream");
        if (rest > 0) {
            call = call.withBody(content.slice(offset, rest).telling(this::tell));
        }
        try (Answer answer = to.host().callOnce(call, to.pushes(), what)) {
            if (answer.status() == 404 || answer.status() == 416) {
                outOfStep = true;
                throw Failures.of(answer, what);
            }
            if (answer.status() != 201 && answer.status() != 204) {
                throw Failures.of(answer, what);
            }
        }
    }

    /** Goes on with what the registry has, or begins anew; tells whether the registry has all. */
    private boolean askWhatIsThere() {
        if (to.has(blob.digest(), to.pushes(), what)) {
            return true;
        }
        long from = 0;
        if (session != null && blob.size() > chunk) {
            try (Answer answer = to.host().call(Call.get(open()), to.pushes(), what)) {
                if (answer.status() == 204 || answer.status() == 202 || answer.status() == 200) {
                    from = next(answer).orElse(0L);
                    session = to.host().location(answer).orElse(open());
                }
            }
        }
        if (from == 0 || from > blob.size()) {
            session = null;
            from = 0;
        }
        offset = from;
        told = from;
        progress.restarted(blob, from);
        return false;
    }

    /** Where the next byte goes. {@code 0-0} is what some say for nothing at all. */
    private static Optional<Long> next(Answer answer) {
        return answer.headers()
                .first("range")
                .map(range -> range.startsWith("bytes=") ? range.substring("bytes=".length()) : range)
                .filter(range -> range.matches("0-[0-9]{1,18}"))
                .map(range -> Long.parseLong(range.substring(2)) + 1)
                .filter(next -> next > 1);
    }

    private void tell(long bytes) {
        long moved = Math.min(bytes, blob.size() - told);
        if (moved > 0) {
            told += moved;
            progress.advanced(blob, moved);
        }
    }

    private URI open() {
        URI at = session;
        if (at == null) {
            throw new IllegalStateException("no upload was begun");
        }
        return at;
    }

    private URI where(Answer answer) {
        return location(to, answer, what);
    }

    static URI location(Repository to, Answer answer, String what) {
        return to.host()
                .location(answer)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.INVALID, what + ": " + to.host().name() + " does not say where a blob goes"));
    }
}
