package io.wasmrunner.sandbox.shim;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import io.wasmrunner.sandbox.nativeio.NativeLibrary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A connection to a shim, and what came over it but was not asked for yet. */
final class ShimLine implements AutoCloseable {
    static final String ERROR = "error ";

    /** Milliseconds: as long as it takes. */
    static final int FOREVER = -1;

    /** Bytes; no answer is longer, nor is more of a frame taken at once. */
    private static final int CAPACITY = 32 << 10;

    private final Descriptor descriptor;
    private final byte[] buffer = new byte[CAPACITY];
    private int start;
    private int end;

    /** Over a connected socket, which it closes. */
    ShimLine(int descriptor) {
        this.descriptor = Descriptor.owned(descriptor);
    }

    /** Whoever calls first what is in the native library. */
    static void needLibrary() {
        if (!NativeLibrary.available()) {
            throw ErrnoException.of(Errno.NOSYS);
        }
    }

    static byte[] cString(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** Whether all of it went. */
    boolean send(byte[] bytes) {
        return send(bytes, 0, bytes.length);
    }

    boolean send(byte[] bytes, int offset, int length) {
        int sent = 0;
        while (sent < length) {
            int count = NativeIo.write(descriptor.number(), bytes, offset + sent, length - sent, -1);
            if (count <= 0) {
                return false;
            }
            sent += count;
        }
        return true;
    }

    /** The next line without its newline; null when there is none within that time, or it is longer than any. */
    byte @Nullable [] line(int milliseconds) {
        int looked = start;
        while (true) {
            for (; looked < end; looked++) {
                if (buffer[looked] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, start, looked);
                    start = looked + 1;
                    return line;
                }
            }
            int before = start;
            if (!fill(milliseconds)) {
                return null;
            }
            looked -= before - start;
        }
    }

    /** The next byte, without its sign; -1 when there is none. */
    int one() {
        return start < end || fill(FOREVER) ? buffer[start++] & 0xff : -1;
    }

    /** Up to so many bytes; 0 when there are none any more. */
    int some(byte[] into, int length) {
        if (start == end && !fill(FOREVER)) {
            return 0;
        }
        int count = Math.min(length, end - start);
        System.arraycopy(buffer, start, into, 0, count);
        start += count;
        return count;
    }

    private boolean fill(int milliseconds) {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            return false;
        }
        int count;
        do {
            count = NativeIo.receive(descriptor.number(), buffer, end, buffer.length - end, false, milliseconds);
        } while (count == NativeIo.AGAIN && milliseconds == FOREVER);
        end += Math.max(count, 0);
        return count > 0;
    }

    /** Ends it for both sides: whoever waits for something from it waits no longer. It is still to be closed. */
    void hangUp() {
        NativeIo.shutdown(descriptor.number(), true, true);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
