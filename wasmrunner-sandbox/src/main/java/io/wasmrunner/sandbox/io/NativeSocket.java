package io.wasmrunner.sandbox.io;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A connection over a host descriptor, which is non-blocking itself; waiting is done here. */
final class NativeSocket implements StreamSocket {
    private static final int SOCKET = 3;
    private static final int WRITE = 2;

    private final Descriptor descriptor;
    private boolean nonBlocking;

    NativeSocket(int number) {
        this.descriptor = Descriptor.owned(number);
    }

    @Override
    public Kind kind() {
        return Kind.SOCKET;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        return receive(into, offset, length, false, false);
    }

    @Override
    public int receive(byte[] into, int offset, int length, boolean peek, boolean waitAll) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!waitAll) {
            return once(into, offset, length, peek);
        }
        return peek ? peekAll(into, offset, length) : receiveAll(into, offset, length);
    }

    private int receiveAll(byte[] into, int offset, int length) {
        int done = 0;
        while (done < length) {
            int count = once(into, offset + done, length - done, false);
            if (count == 0) {
                break;
            }
            done += count;
        }
        return done;
    }

    /** Bytes that are only looked at stay readable, so that the kernel is asked to call fewer of them not readable. */
    private int peekAll(byte[] into, int offset, int length) {
        int number = descriptor.number();
        NativeErrnos.check(NativeIo.setReceiveLowWater(number, length));
        try {
            return once(into, offset, length, true);
        } finally {
            NativeIo.setReceiveLowWater(number, 1);
        }
    }

    private int once(byte[] into, int offset, int length, boolean peek) {
        int number = descriptor.number();
        while (true) {
            NativeStream.checkInterrupt();
            int count = NativeIo.receive(number, into, offset, length, peek, slice());
            if (count != NativeIo.AGAIN || nonBlocking) {
                return NativeErrnos.check(count);
            }
        }
    }

    @Override
    public int write(byte[] from, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, from.length);
        int number = descriptor.number();
        if (length == 0) {
            return 0;
        }
        while (true) {
            NativeStream.checkInterrupt();
            int count = NativeIo.writeStream(number, SOCKET, from, offset, length, slice());
            if (count != NativeIo.AGAIN || nonBlocking) {
                return NativeErrnos.check(count);
            }
        }
    }

    private int slice() {
        return nonBlocking ? 0 : NativeStream.SLICE;
    }

    @Override
    public void shutdown(boolean reading, boolean writing) {
        if (!reading && !writing) {
            throw ErrnoException.of(Errno.INVAL);
        }
        NativeErrnos.check(NativeIo.shutdown(descriptor.number(), reading, writing));
    }

    @Override
    public void setNonBlocking(boolean nonBlocking) {
        this.nonBlocking = nonBlocking;
    }

    @Override
    public void awaitConnected() {
        int number = descriptor.number();
        int[] answers = new int[1];
        do {
            NativeStream.checkInterrupt();
            long wait = nonBlocking ? 0 : NativeStream.SLICE * 1_000_000L;
            NativeErrnos.check(NativeIo.poll(new int[] {number}, new int[] {WRITE}, answers, 1, wait));
            if (answers[0] == 0 && nonBlocking) {
                throw ErrnoException.of(Errno.INPROGRESS);
            }
        } while (answers[0] == 0);
        NativeErrnos.check(-NativeIo.takeError(number));
    }

    @Override
    public @Nullable Errno takeError() {
        int error = NativeErrnos.check(NativeIo.takeError(descriptor.number()));
        return error == 0 ? null : NativeErrnos.of(error);
    }

    @Override
    public Endpoint local() {
        return endpoint(false);
    }

    @Override
    public Endpoint peer() {
        return endpoint(true);
    }

    private Endpoint endpoint(boolean peer) {
        byte[] bytes = new byte[18];
        int length = NativeErrnos.check(NativeIo.endpoint(descriptor.number(), peer, bytes));
        int port = ((bytes[length] & 0xff) << 8) | (bytes[length + 1] & 0xff);
        return new Endpoint(Arrays.copyOf(bytes, length), port);
    }

    @Override
    public int descriptor() {
        return descriptor.number();
    }

    @Override
    public boolean readable() {
        return NativePoller.ready(descriptor.number(), true);
    }

    @Override
    public boolean writable() {
        return NativePoller.ready(descriptor.number(), false);
    }

    @Override
    public long available() {
        return NativeIo.available(descriptor.number());
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
