package io.wasmrunner.registry.client.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** What a request carries. It may be asked for several times: when the first attempt fails. */
public interface Body {
    Body NONE = of(new byte[0]);

    /** Bytes. */
    long length();

    /** Writes all of it, and tells how many bytes went whenever some did. */
    void writeTo(WritableByteChannel channel, LongConsumer sent) throws IOException;

    /** The same, which tells somebody else too. */
    default Body telling(LongConsumer listener) {
        Body body = this;
        return new Body() {
            @Override
            public long length() {
                return body.length();
            }

            @Override
            public void writeTo(WritableByteChannel channel, LongConsumer sent) throws IOException {
                body.writeTo(channel, listener.andThen(sent));
            }
        };
    }

    static Body of(byte[] content) {
        return new Body() {
            @Override
            public long length() {
                return content.length;
            }

            @Override
            public void writeTo(WritableByteChannel channel, LongConsumer sent) throws IOException {
                ByteBuffer buffer = ByteBuffer.wrap(content);
                while (buffer.hasRemaining()) {
                    sent.accept(channel.write(buffer));
                }
            }
        };
    }

    /** A part of a file, which goes from the disk to the network by itself where the system can do that. */
    static Body of(FileChannel file, long offset, long length) {
        return new FileBody(file, offset, length);
    }
}
