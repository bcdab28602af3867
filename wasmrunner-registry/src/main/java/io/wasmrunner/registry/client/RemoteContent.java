package io.wasmrunner.registry.client;

import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Body;
import io.wasmrunner.registry.client.http.BodyException;
import io.wasmrunner.registry.format.Descriptor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** A blob of another registry, read from there while it is sent on. */
record RemoteContent(Repository source, Descriptor blob, String what) implements BlobContent {
    private static final int BUFFER = 1 << 17;

    @Override
    public Body slice(long offset, long length) {
        return new Slice(offset, length);
    }

    private final class Slice implements Body {
        private final long offset;
        private final long length;

        Slice(long offset, long length) {
            this.offset = offset;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void writeTo(WritableByteChannel channel, LongConsumer sent) throws IOException {
            boolean whole = offset == 0 && length == blob.size();
            try (Answer answer = source.blob(blob, offset, whole ? -1 : offset + length - 1, what)) {
                InputStream in = answer.body();
                if (answer.status() == 200 && offset > 0) {
                    skip(in, sent);
                }
                copy(in, channel, sent);
            }
        }

        private void skip(InputStream in, LongConsumer sent) throws IOException {
            byte[] buffer = new byte[BUFFER];
            for (long left = offset; left > 0; ) {
                left -= read(in, buffer, (int) Math.min(buffer.length, left));
                sent.accept(0);
            }
        }

        private void copy(InputStream in, WritableByteChannel channel, LongConsumer sent) throws IOException {
            byte[] buffer = new byte[BUFFER];
            for (long left = length; left > 0; ) {
                int read = read(in, buffer, (int) Math.min(buffer.length, left));
                left -= read;
                sent.accept(0);
                ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
                while (bytes.hasRemaining()) {
                    sent.accept(channel.write(bytes));
                }
            }
        }

        private int read(InputStream in, byte[] buffer, int most) throws BodyException {
            try {
                int read = in.read(buffer, 0, most);
                if (read < 0) {
                    throw new EOFException(source + " sends less of " + blob.digest() + " than it has");
                }
                return read;
            } catch (IOException e) {
                throw new BodyException(e);
            }
        }
    }
}
