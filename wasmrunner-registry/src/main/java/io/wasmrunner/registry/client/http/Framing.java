package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.stream.BulkInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/** How the end of an answer's body is known (RFC 9112, section 6.3). */
final class Framing {
    private Framing() {}

    /** Bytes; -1 when that is not known. */
    static long length(AnswerHead head, boolean noBody) throws IOException {
        if (noBody || head.status() == 204 || head.status() == 304) {
            return 0;
        }
        if (!head.headers().all("transfer-encoding").isEmpty()) {
            return -1;
        }
        return contentLength(head.headers());
    }

    /** What the header says; -1 without one. */
    static long contentLength(Headers headers) throws IOException {
        List<String> lengths = headers.all("content-length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return -1;
        }
        String text = lengths.getFirst();
        if (lengths.size() > 1 || !text.matches("[0-9]{1,18}")) {
            throw new MalformedAnswerException("it answers with the length " + Plain.text(String.join(", ", lengths)));
        }
        return Long.parseLong(text);
    }

    static InputStream body(AnswerHead head, long length, InputStream in) throws IOException {
        if (length >= 0) {
            return new Fixed(in, length);
        }
        List<String> codings = head.headers().all("transfer-encoding");
        if (codings.isEmpty()) {
            return in;
        }
        if (codings.size() > 1 || !codings.getFirst().toLowerCase(Locale.ROOT).equals("chunked")) {
            throw new MalformedAnswerException(
                    "it answers in the transfer coding " + Plain.text(String.join(", ", codings)));
        }
        return new Chunked(in);
    }

    /** A body of a length that was told before. */
    private static final class Fixed extends BulkInputStream {
        private final InputStream in;
        private final long length;
        private long left;

        Fixed(InputStream in, long length) {
            this.in = in;
            this.length = length;
            this.left = length;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(count, left));
            if (read < 0) {
                throw new EOFException(
                        "it closed the connection after " + (length - left) + " of " + length + " bytes");
            }
            left -= read;
            return read;
        }
    }

    /** A body in pieces, each with its length (RFC 9112, section 7.1). */
    private static final class Chunked extends BulkInputStream {
        private static final int LONGEST_LINE = 4096;
        private static final int MOST_TRAILERS = 100;

        private final InputStream in;
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunked(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            if (ended || count == 0) {
                return ended ? -1 : 0;
            }
            if (left == 0) {
                nextChunk();
                if (left == 0) {
                    ended = true;
                    return -1;
                }
            }
            int read = in.read(bytes, offset, (int) Math.min(count, left));
            if (read < 0) {
                throw new EOFException("it closed the connection in the middle of its answer");
            }
            left -= read;
            return read;
        }

        private void nextChunk() throws IOException {
            if (!first && !line().isEmpty()) {
                throw new MalformedAnswerException("the pieces of its answer are longer than it says");
            }
            first = false;
            String line = line();
            String size =
                    line.contains(";") ? line.substring(0, line.indexOf(';')).strip() : line;
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new MalformedAnswerException("its answer has a piece of the length " + Plain.text(size));
            }
            left = Long.parseLong(size, 16);
            if (left == 0) {
                for (int i = 0; !line().isEmpty(); i++) {
                    if (i == MOST_TRAILERS) {
                        throw new MalformedAnswerException("its answer has too many trailers");
                    }
                }
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0) {
                    throw new EOFException("it closed the connection in the middle of its answer");
                }
                if (line.length() == LONGEST_LINE) {
                    throw new MalformedAnswerException("its answer is in pieces without lengths");
                }
                line.append((char) c);
            }
            int end = line.length() - 1;
            return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
        }
    }
}
