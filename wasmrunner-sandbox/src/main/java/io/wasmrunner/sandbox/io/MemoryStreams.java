package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Streams that live in memory, for guests run inside another program. */
public final class MemoryStreams {
    private MemoryStreams() {}

    /** A stream that gives these bytes and then ends. */
    public static HostStream input(byte[] bytes) {
        return new Input(bytes.clone());
    }

    /** A stream with nothing in it: ends at once when read. */
    public static HostStream empty() {
        return new Input(new byte[0]);
    }

    /**
     * A stream that keeps what is written to it.
     *
     * @param limit bytes; a write beyond fails with NOSPC
     */
    public static Output output(int limit) {
        return new Output(limit);
    }

    /** What a guest wrote, for its host to take. Written by one thread, read by any. */
    public static final class Output extends PortableStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private final int limit;

        private Output(int limit) {
            super(Kind.PIPE);
            this.limit = limit;
        }

        @Override
        public int write(byte[] from, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, from.length);
            checkOpen();
            int count = Math.min(length, limit - written.size());
            if (count == 0 && length > 0) {
                throw ErrnoException.of(Errno.NOSPC);
            }
            written.write(from, offset, count);
            return count;
        }

        @Override
        public boolean writable() {
            return true;
        }

        /** A copy of everything so far. */
        public byte[] toByteArray() {
            return written.toByteArray();
        }

        /** Everything so far, read as UTF-8. */
        public String text() {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class Input extends PortableStream {
        private final byte[] bytes;
        private int position;

        Input(byte[] bytes) {
            super(Kind.PIPE);
            this.bytes = bytes;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, into.length);
            checkOpen();
            int count = Math.min(length, bytes.length - position);
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }

        @Override
        public boolean readable() {
            return true;
        }

        @Override
        public long available() {
            return (long) bytes.length - position;
        }
    }
}
