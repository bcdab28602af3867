package io.wasmrunner.runtime.wasi;

import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.io.HostStream;
import io.wasmrunner.sandbox.io.StreamSocket;
import io.wasmrunner.sandbox.quota.Meter;

/** Reads and writes of streams: all of the guest's buffers in as few host operations as can be. */
final class StreamTransfer {
    private final WasiState state;
    private final Meter output;

    StreamTransfer(WasiState state) {
        this.state = state;
        output = state.config().meters().output();
    }

    /** One host read; returns how many bytes came. */
    int read(HostStream stream, IoVectors vectors) {
        int wanted = (int) Math.min(vectors.left(), WasiState.CHUNK);
        if (wanted == 0) {
            return 0;
        }
        byte[] bytes = state.scratch(wanted);
        int count = stream.read(bytes, 0, wanted);
        vectors.give(bytes, count);
        return count;
    }

    /** The same with {@code recv}'s flags; with {@code waitAll}, until the buffers are full or the peer is done. */
    int receive(StreamSocket socket, IoVectors vectors, boolean peek, boolean waitAll) {
        int total = 0;
        while (vectors.left() > 0) {
            int wanted = (int) Math.min(vectors.left(), WasiState.CHUNK);
            byte[] bytes = state.scratch(wanted);
            int count = socket.receive(bytes, 0, wanted, peek, waitAll);
            vectors.give(bytes, count);
            total += count;
            if (peek || !waitAll || count < wanted) {
                break;
            }
        }
        return total;
    }

    /** Writes all there is; returns how many bytes went, fewer when an error came after the first. */
    int write(HostStream stream, IoVectors vectors) {
        return write(stream, vectors, vectors.left());
    }

    /** The same to stdout or stderr, as far as the output limit lets it. */
    int writeOutput(HostStream stream, IoVectors vectors) {
        long wanted = vectors.left();
        long allowed = Math.min(wanted, output.left());
        int count;
        try {
            count = write(stream, vectors, allowed);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.PIPE) {
                state.noteOutputClosed();
            }
            throw e;
        }
        output.charge(count);
        if (count == allowed && allowed < wanted) {
            output.charge(wanted - allowed);
        }
        return count;
    }

    private int write(HostStream stream, IoVectors vectors, long length) {
        int total = 0;
        while (total < length) {
            int chunk = (int) Math.min(length - total, WasiState.CHUNK);
            byte[] bytes = state.scratch(chunk);
            vectors.take(bytes, chunk);
            for (int done = 0; done < chunk; ) {
                try {
                    int count = stream.write(bytes, done, chunk - done);
                    done += count;
                    total += count;
                } catch (ErrnoException e) {
                    if (total == 0) {
                        throw e;
                    }
                    return total;
                }
            }
        }
        return total;
    }
}
