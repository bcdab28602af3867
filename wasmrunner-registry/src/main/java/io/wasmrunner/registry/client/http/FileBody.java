package io.wasmrunner.registry.client.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** A part of a file. */
record FileBody(FileChannel file, long offset, long length) implements Body {
    private static final int PIECE = 1 << 20;
    private static final int BUFFER = 1 << 16;

    @Override
    public void writeTo(WritableByteChannel channel, LongConsumer sent) throws IOException {
        long at = offset;
        long end = offset + length;
        ByteBuffer buffer = channel instanceof SocketChannel ? ByteBuffer.allocate(0) : ByteBuffer.allocate(BUFFER);
        while (at < end) {
            long count = channel instanceof SocketChannel
                    ? file.transferTo(at, Math.min(PIECE, end - at), channel)
                    : copy(buffer, at, end, channel);
            if (count == 0 && at >= file.size()) {
                throw new EOFException("the file became shorter while it was sent");
            }
            at += count;
            sent.accept(count);
        }
    }

    private long copy(ByteBuffer buffer, long at, long end, WritableByteChannel channel) throws IOException {
        buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
        int read = file.read(buffer, at);
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return Math.max(0, read);
    }
}
