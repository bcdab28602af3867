package io.wasmrunner.registry.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The status line and the fields of an answer (RFC 9112).
 *
 * @param keepAlive whether the connection may be used again
 */
record AnswerHead(int status, Headers headers, boolean keepAlive) {
    /** Bytes of all of it. */
    private static final int LARGEST = 1 << 16;

    private static final int MOST_FIELDS = 200;
    private static final int MOST_INTERIM = 8;

    /** Reads the final one; those that come before it (100 Continue and the like) are skipped. */
    static AnswerHead read(InputStream in, long deadlineNanos) throws IOException {
        for (int i = 0; i < MOST_INTERIM; i++) {
            AnswerHead head = readOne(new Lines(in, deadlineNanos));
            if (head.status >= 200 || head.status == 101) {
                return head;
            }
        }
        throw new MalformedAnswerException("it sends only interim answers");
    }

    private static AnswerHead readOne(Lines lines) throws IOException {
        String first = lines.next();
        if (!first.matches("HTTP/1\\.[01] [1-9][0-9]{2}( .*)?")) {
            throw new MalformedAnswerException("what it answers is not HTTP: " + Plain.text(first));
        }
        List<Headers.Field> fields = new ArrayList<>();
        for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t' || line.charAt(colon - 1) == ' ') {
                throw new MalformedAnswerException("it answers with a header that is none: " + Plain.text(line));
            }
            if (fields.size() == MOST_FIELDS) {
                throw new MalformedAnswerException("it answers with more than " + MOST_FIELDS + " headers");
            }
            fields.add(new Headers.Field(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip()));
        }
        Headers headers = new Headers(fields);
        boolean close = headers.all("connection").stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("close"));
        return new AnswerHead(
                Integer.parseInt(first.substring(9, 12)), headers, first.startsWith("HTTP/1.1") && !close);
    }

    private static final class Lines {
        private final InputStream in;
        private final long deadlineNanos;
        private int read;

        Lines(InputStream in, long deadlineNanos) {
            this.in = in;
            this.deadlineNanos = deadlineNanos;
        }

        String next() throws IOException {
            StringBuilder line = new StringBuilder();
            while (true) {
                int c = in.read();
                if (c < 0) {
                    throw new EOFException(
                            read == 0 ? "it closed the connection" : "it closed the connection in its answer");
                }
                if (++read > LARGEST) {
                    throw new MalformedAnswerException("the headers of its answer go beyond " + LARGEST + " bytes");
                }
                if ((read & 0x3f) == 1 && System.nanoTime() - deadlineNanos > 0) {
                    throw new StalledException("the headers of its answer take too long");
                }
                if (c == '\n') {
                    int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? 1 : 0;
                    return new String(
                            line.substring(0, line.length() - end).getBytes(StandardCharsets.ISO_8859_1),
                            StandardCharsets.UTF_8);
                }
                line.append((char) c);
            }
        }
    }
}
