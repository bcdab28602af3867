package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import java.io.IOException;
import java.io.OutputStream;

/** Writes an OutputStream; a write that waits for a slow reader cannot be interrupted. */
final class PortableOutput extends PortableStream {
    private final OutputStream stream;

    PortableOutput(OutputStream stream, Kind kind) {
        super(kind);
        this.stream = stream;
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        checkOpen();
        NativeStream.checkInterrupt();
        try {
            stream.write(from, offset, length);
            stream.flush();
            return length;
        } catch (IOException e) {
            throw ErrnoException.of(errnoOf(e));
        }
    }

    /** The JDK hands on the system's text alone; a failed write is nearly always one of these. */
    private static Errno errnoOf(IOException failure) {
        String text = String.valueOf(failure.getMessage());
        if (text.contains("No space left")) {
            return Errno.NOSPC;
        }
        return text.contains("Broken pipe") || text.contains("pipe is being closed") || text.contains("closed")
                ? Errno.PIPE
                : Errno.IO;
    }

    @Override
    public boolean writable() {
        checkOpen();
        return true;
    }
}
