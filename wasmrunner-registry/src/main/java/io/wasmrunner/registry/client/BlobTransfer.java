package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** Moves a blob from one repository, with as many requests as it takes while each brings something. */
final class BlobTransfer {
    private static final int BUFFER = 1 << 17;

    /** Bytes; what is smaller is there before another thread is. */
    private static final int WORTH_A_THREAD = 4 << 20;

    private final Repository repository;
    private final Descriptor blob;
    private final BlobWriter writer;
    private final AtomicBoolean stopped;
    private final Progress progress;
    private final String what;
    private long moved;

    BlobTransfer(
            Repository repository,
            Descriptor blob,
            BlobWriter writer,
            AtomicBoolean stopped,
            Progress progress,
            String what) {
        this.repository = repository;
        this.blob = blob;
        this.writer = writer;
        this.stopped = stopped;
        this.progress = progress;
        this.what = what;
    }

    /** Tells how many bytes moved; the writer is left open. */
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
