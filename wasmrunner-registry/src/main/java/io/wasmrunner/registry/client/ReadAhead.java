package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.http.Answer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Reads an answer in a thread of its own, so that the network goes on while what came is digested and written. */
final class ReadAhead implements AutoCloseable {
    private static final int PIECES = 4;
    private static final int BYTES = 1 << 18;

    /** Some bytes, or the end, or why there are no more. */
    static final class Piece {
        private final byte[] bytes = new byte[BYTES];
        private int length;
        private @Nullable IOException failure;

        byte[] bytes() {
            return bytes;
        }

        /** -1 for the end. */
        int length() {
            return length;
        }
    }

    private final Answer answer;
    private final BlockingQueue<Piece> free = new ArrayBlockingQueue<>(PIECES);
    private final BlockingQueue<Piece> full = new ArrayBlockingQueue<>(PIECES);
    private final Thread thread;
    private volatile boolean over;

    ReadAhead(Answer answer) {
        this.answer = answer;
        for (int i = 0; i < PIECES; i++) {
            free.add(new Piece());
        }
        this.thread = Thread.ofPlatform().daemon().name("read-ahead").start(this::run);
    }

    private void run() {
        try {
            boolean more = true;
            while (more && !over) {
                Piece piece = free.take();
                more = !over && fill(piece);
                full.put(piece);
            }
        } catch (InterruptedException _) {
            // Nobody reads on.
        }
    }

    private boolean fill(Piece piece) {
        try {
            piece.length = answer.body().read(piece.bytes);
        } catch (IOException e) {
            piece.failure = e;
        }
        return piece.failure == null && piece.length >= 0;
    }

    /** The next bytes; {@link #done} gives them back. */
    Piece next() throws IOException {
        try {
            Piece piece = full.take();
            if (piece.failure != null) {
                throw piece.failure;
            }
            return piece;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    void done(Piece piece) {
        free.add(piece);
    }

    /** An answer that was not read to its end is given up with its connection. */
    @Override
    public void close() {
        over = true;
        if (thread.isAlive()) {
            answer.abandonUnlessEnded();
            thread.interrupt();
        }
        boolean interrupted = Thread.interrupted();
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
