package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.fs.ConfinedFileSystem;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The descriptors that a worker is given beside its standard streams, opened here: what is found wrong with them is said
 * before anything starts, and the worker needs no right to look for them. Each has the number that it will have there.
 */
public final class Inheritance implements AutoCloseable {
    /** The first is for the specification, the launcher's own. */
    public static final int SPEC = 3;

    private final List<Descriptor> open = new ArrayList<>();

    /**
     * A directory.
     *
     * @throws ErrnoException NOENT, NOTDIR or ACCES when it cannot be opened
     */
    public int directory(Path path) {
        return add(ConfinedFileSystem.handle(path));
    }

    /**
     * A socket that listens.
     *
     * @throws ErrnoException ADDRINUSE, ADDRNOTAVAIL or ACCES when it cannot
     */
    public int listener(InetSocketAddress address) {
        if (address.isUnresolved()) {
            throw ErrnoException.of(io.wasmrunner.sandbox.Errno.ADDRNOTAVAIL);
        }
        return add(NativeErrnos.check(NativeIo.listen(address.getAddress().getAddress(), address.getPort())));
    }

    /** The two ends of a line of packets between a gate and its worker: first the gate's. */
    public int[] gate() {
        int[] pair = new int[2];
        NativeErrnos.check(NativeIo.packetPair(pair));
        return new int[] {add(pair[0]), add(pair[1])};
    }

    /** A file in memory with these bytes, which nobody can change any more. */
    public int content(byte[] bytes) {
        return add(hold(bytes));
    }

    /** The same, for this process itself and not to be closed with the others. */
    public static int hold(byte[] bytes) {
        return NativeErrnos.check(NativeIo.memoryFile(bytes));
    }

    /** A file in memory of so many bytes that whoever inherits it shares. */
    public int memory(int bytes) {
        return add(NativeErrnos.check(NativeIo.sharedMemory(bytes)));
    }

    /** A line to the worker, who is told its end of it in {@code launch}; the other end is the caller's to close. */
    public Channel line(Records launch) {
        int[] ends = new int[2];
        NativeErrnos.check(NativeIo.socketPair(ends));
        launch.add("guest.control", add(ends[1]));
        return new Channel(ends[0]);
    }

    /** One end of a pair of sockets, whose other end is the caller's. */
    int end(int descriptor) {
        return add(descriptor);
    }

    private int add(int descriptor) {
        open.add(Descriptor.owned(descriptor));
        return SPEC + open.size();
    }

    /** As the launcher is to get them, from {@link #SPEC} + 1 on. */
    public int[] numbers() {
        int[] numbers = new int[open.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = open.get(i).number();
        }
        return numbers;
    }

    /** Closes them here. */
    @Override
    public void close() {
        for (Descriptor one : open) {
            one.close();
        }
    }
}
