package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.StreamSocket;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A stream that gives what it was made with, keeps what is written to it, and counts the operations. */
final class MemoryStream implements StreamSocket {
    private final Kind kind;
    private final byte[] input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int position;
    private int operations;
    private int mostPerWrite = Integer.MAX_VALUE;
    private boolean broken;
    private boolean closed;
    private boolean nonBlocking;
    private String shutDown = "";

    MemoryStream(Kind kind, byte[] input) {
        this.kind = kind;
        this.input = input.clone();
    }

    static MemoryStream pipe(String input) {
        return new MemoryStream(Kind.PIPE, input.getBytes(StandardCharsets.UTF_8));
    }

    static MemoryStream socket(String input) {
        return new MemoryStream(Kind.SOCKET, input.getBytes(StandardCharsets.UTF_8));
    }

    /** From now on nobody reads it. */
    void breakPipe() {
        broken = true;
    }

    void takeAtMost(int bytes) {
        mostPerWrite = bytes;
    }

    byte[] written() {
        return output.toByteArray();
    }

    String text() {
        return output.toString(StandardCharsets.UTF_8);
    }

    int operations() {
        return operations;
    }

    boolean closed() {
        return closed;
    }

    boolean nonBlocking() {
        return nonBlocking;
    }

    String shutDown() {
        return shutDown;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return receive(into, offset, length, false, false);
    }

    @Override
    public int receive(byte[] into, int offset, int length, boolean peek, boolean waitAll) {
        operations++;
        int count = Math.min(length, input.length - position);
        System.arraycopy(input, position, into, offset, count);
        position += peek ? 0 : count;
        return count;
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        operations++;
        if (broken) {
            throw ErrnoException.of(Errno.PIPE);
        }
        int count = Math.min(length, mostPerWrite);
        output.write(from, offset, count);
        return count;
    }

    @Override
    public void shutdown(boolean reading, boolean writing) {
        shutDown = (reading ? "r" : "") + (writing ? "w" : "");
    }

    @Override
    public void setNonBlocking(boolean value) {
        nonBlocking = value;
    }

    @Override
    public int descriptor() {
        return -1;
    }

    @Override
    public boolean readable() {
        return position < input.length;
    }

    @Override
    public boolean writable() {
        return !broken;
    }

    @Override
    public long available() {
        return (long) input.length - position;
    }

    @Override
    public void close() {
        closed = true;
    }
}
