package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Moves one blob into the store. What came of it before it broke off stays for the next attempt, of this process or a later
 * one; what is not what its descriptor says is deleted.
 */
final class Download {
    private static final int BUFFER = 1 << 17;

    /** Bytes; what is smaller is there before another thread is. */
    private static final int WORTH_A_THREAD = 4 << 20;

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
                long moved = new Attempt(sources.repositories().get(i), blob, writer, stopped).run();
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

    /** From one repository, with as many requests as it takes while each brings something. */
    private final class Attempt {
        private final Repository repository;
        private final Descriptor blob;
        private final BlobWriter writer;
        private final AtomicBoolean stopped;
        private long moved;

        Attempt(Repository repository, Descriptor blob, BlobWriter writer, AtomicBoolean stopped) {
            this.repository = repository;
            this.blob = blob;
            this.writer = writer;
            this.stopped = stopped;
        }

        long run() throws IOException {
            if (writer.size() > blob.size()) {
                writer.restart();
            }
            progress.started(blob, writer.size());
            int vain = 0;
            while (writer.size() < blob.size()) {
                long before = writer.size();
                try {
                    once();
                } catch (BrokenOffException e) {
                    vain = writer.size() > before ? 1 : vain + 1;
                    if (vain >= repository.host().retries().attempts()) {
                        throw repository.broken(e.reason(), what);
                    }
                    repository.host().retries().pauseAfter(vain);
                }
            }
            return moved;
        }

        private void once() throws IOException {
            try (Answer answer = repository.blob(blob, writer.size(), -1, what)) {
                if (answer.status() == 416 || (writer.size() > 0 && !continues(answer))) {
                    writer.restart();
                    progress.restarted(blob, 0);
                    if (answer.status() != 200) {
                        throw new BrokenOffException(new IOException("it does not go on where it broke off"));
                    }
                }
                refuseWrongLength(answer);
                copy(answer);
            }
        }

        private boolean continues(Answer answer) {
            return answer.status() == 206
                    && answer.headers()
                            .first("content-range")
                            .filter(range -> range.startsWith("bytes " + writer.size() + "-"))
                            .isPresent();
        }

        private void refuseWrongLength(Answer answer) throws IOException {
            long length = answer.contentLength();
            if (length >= 0 && length != blob.size() - writer.size()) {
                throw wrongSize("sends " + (writer.size() + length));
            }
        }

        private void copy(Answer answer) throws IOException {
            if (blob.size() - writer.size() < WORTH_A_THREAD) {
                copyPlainly(answer.body());
            } else {
                copyAhead(answer);
            }
            if (writer.size() < blob.size()) {
                throw new BrokenOffException(
                        new IOException("it ends after " + writer.size() + " of " + blob.size() + " bytes"));
            }
        }

        private void copyPlainly(InputStream body) throws IOException {
            byte[] buffer = new byte[BUFFER];
            for (int read = read(body, buffer); read >= 0; read = read(body, buffer)) {
                take(buffer, read);
            }
        }

        private int read(InputStream body, byte[] buffer) throws BrokenOffException {
            try {
                return body.read(buffer);
            } catch (IOException e) {
                throw new BrokenOffException(e);
            }
        }

        private void copyAhead(Answer answer) throws IOException {
            try (ReadAhead ahead = new ReadAhead(answer)) {
                for (ReadAhead.Piece piece = next(ahead); piece.length() >= 0; piece = next(ahead)) {
                    take(piece.bytes(), piece.length());
                    ahead.done(piece);
                }
            }
        }

        private ReadAhead.Piece next(ReadAhead ahead) throws BrokenOffException {
            try {
                return ahead.next();
            } catch (IOException e) {
                throw new BrokenOffException(e);
            }
        }

        private void take(byte[] bytes, int count) throws IOException {
            if (stopped.get()) {
                throw new StoppedException();
            }
            if (count > blob.size() - writer.size()) {
                throw wrongSize("sends more than " + blob.size());
            }
            writer.write(bytes, 0, count);
            moved += count;
            progress.advanced(blob, count);
        }

        private RegistryException wrongSize(String does) {
            return new RegistryException(
                    RegistryError.INVALID,
                    what + ": " + blob.digest() + " has " + blob.size() + " bytes by its descriptor, but "
                            + repository.host().name() + " " + does);
        }
    }
}
