package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;

/** What a server answered. Its connection serves the next request once this is read to the end and closed. */
public final class Answer implements AutoCloseable {
    /** What is left of an answer is read to keep the connection, when it is not more than this. */
    private static final int WORTH_READING = 1 << 16;

    private static final long LONGEST_DRAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final URI uri;
    private final AnswerHead head;
    private final long length;
    private final InputStream body;
    private final Connection connection;
    private final Connections pool;
    private final Duration within;
    private volatile boolean ended;
    private volatile boolean abandoned;
    private boolean broken;
    private boolean closed;

    Answer(URI uri, AnswerHead head, long length, Connection connection, Connections pool, Duration within)
            throws IOException {
        this.uri = uri;
        this.head = head;
        this.length = length;
        this.connection = connection;
        this.pool = pool;
        this.within = within;
        InputStream framed = Framing.body(head, length, connection.in());
        this.body = new BulkInputStream() {
            @Override
            public int read(byte[] bytes, int offset, int count) throws IOException {
                broken = true;
                int read = connection.translated(() -> framed.read(bytes, offset, count));
                broken = false;
                ended = ended || read < 0;
                return read;
            }
        };
    }

    /** What was asked for. */
    public URI uri() {
        return uri;
    }

    public int status() {
        return head.status();
    }

    public Headers headers() {
        return head.headers();
    }

    /** Of the body: bytes; -1 when that was not told. For HEAD, of the body that GET would have. */
    public long contentLength() throws IOException {
        return Framing.contentLength(head.headers());
    }

    /** Ends at the end of the answer; an answer that breaks off before is an error. */
    public InputStream body() {
        return body;
    }

    /**
     * The body of a small document, in bounded time.
     *
     * @param most bytes; what is longer is an error, and no more of it is read
     * @throws MalformedAnswerException when it is longer
     */
    public byte[] bytes(int most) throws IOException {
        if (length > most) {
            broken = true;
            throw new MalformedAnswerException("its answer has " + length + " bytes; the most is " + most);
        }
        long deadline = System.nanoTime() + within.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
            if (bytes.size() + read > most) {
                broken = true;
                throw new MalformedAnswerException("its answer goes beyond " + most + " bytes, which is the most");
            }
            if (System.nanoTime() - deadline > 0) {
                broken = true;
                throw new StalledException("its answer takes longer than " + within.toSeconds() + " s");
            }
            bytes.write(buffer, 0, read);
        }
        return bytes.toByteArray();
    }

    /** Gives its connection up, also while another thread waits for more of it; not when that came to the end. */
    public void abandonUnlessEnded() {
        if (!ended) {
            abandoned = true;
            connection.close();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (broken
                || abandoned
                || !head.keepAlive()
                || (length < 0 && head.headers().all("transfer-encoding").isEmpty())
                || !drained()) {
            connection.close();
        } else {
            pool.giveBack(connection);
        }
    }

    private boolean drained() {
        try {
            byte[] buffer = new byte[8192];
            long until = System.nanoTime() + LONGEST_DRAIN_NANOS;
            for (int budget = WORTH_READING; !ended && budget > 0 && System.nanoTime() - until < 0; ) {
                budget -= Math.max(1, body.read(buffer));
            }
        } catch (IOException _) {
            return false;
        }
        return ended;
    }
}
