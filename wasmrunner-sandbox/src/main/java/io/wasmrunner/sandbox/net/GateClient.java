package io.wasmrunner.sandbox.net;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.GuestInterruptedException;
import io.wasmrunner.sandbox.io.Sockets;
import io.wasmrunner.sandbox.io.StreamSocket;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The worker's side of the launcher's gate (gate.h has the messages), which holds the rules. */
public final class GateClient implements Outbound {
    private static final int PACKET = 512;
    private static final int SLICE = 100;

    private static final int DONE = 0;
    private static final int REFUSED = 1;

    private final Descriptor channel;
    private final byte[] answer = new byte[PACKET];
    private final int[] passed = new int[1];

    /** Over one end of a pair of packet sockets, which it closes. */
    public GateClient(int channel) {
        this.channel = Descriptor.owned(channel);
    }

    @Override
    public List<byte[]> resolve(byte[] name, int family) {
        byte[] request = new byte[2 + name.length];
        request[0] = 'r';
        request[1] = (byte) family;
        System.arraycopy(name, 0, request, 2, name.length);
        int length = ask(request);
        List<byte[]> addresses = new ArrayList<>();
        int at = 2;
        for (int i = 0; i < answer[1]; i++) {
            int size = answer[at];
            if ((size != 4 && size != 16) || at + 1 + size > length) {
                throw ErrnoException.of(Errno.PROTO);
            }
            addresses.add(Arrays.copyOfRange(answer, at + 1, at + 1 + size));
            at += 1 + size;
        }
        return addresses;
    }

    @Override
    public StreamSocket connect(byte[] address, int port) {
        byte[] request = new byte[3 + address.length];
        request[0] = 'c';
        request[1] = (byte) (port >> 8);
        request[2] = (byte) port;
        System.arraycopy(address, 0, request, 3, address.length);
        ask(request);
        if (passed[0] < 0) {
            throw ErrnoException.of(Errno.PROTO);
        }
        return Sockets.adopt(passed[0]);
    }

    /** The length of an answer that says that it was done. */
    private int ask(byte[] request) {
        if (request.length > PACKET) {
            throw ErrnoException.of(Errno.NAMETOOLONG);
        }
        int sent = NativeIo.sendPacket(channel.number(), request);
        if (sent < 0 && NativeErrnos.of(-sent) == Errno.PIPE) {
            // The gate is gone: to the guest that is no broken connection of its own.
            throw ErrnoException.of(Errno.NETDOWN);
        }
        NativeErrnos.check(sent);
        int length = NativeIo.AGAIN;
        while (length == NativeIo.AGAIN) {
            if (Thread.currentThread().isInterrupted()) {
                throw new GuestInterruptedException();
            }
            length = NativeIo.receivePacket(channel.number(), answer, passed, SLICE);
        }
        NativeErrnos.check(length);
        if (length == 0) {
            throw ErrnoException.of(Errno.NETDOWN);
        }
        if (answer[0] == DONE) {
            return length;
        }
        if (answer[0] == REFUSED) {
            throw ErrnoException.refused(Errno.ACCES, new String(answer, 1, length - 1, StandardCharsets.US_ASCII));
        }
        throw ErrnoException.of(NativeErrnos.of((answer[1] & 0xff) | (answer[2] & 0xff) << 8));
    }

    @Override
    public void close() {
        channel.close();
    }
}
