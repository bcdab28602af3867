package io.wasmrunner.sandbox.launch;

import io.wasmrunner.sandbox.ErrnoException;
import io.wasmrunner.sandbox.nativeio.Descriptor;
import io.wasmrunner.sandbox.nativeio.NativeErrnos;
import io.wasmrunner.sandbox.nativeio.NativeIo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A launcher that was started, and the worker in its care. While it lives, signals that ask this process to end go to it:
 * there is one at a time in a process.
 */
public final class WorkerProcess implements AutoCloseable {
    public static final String SPEC_KIND = "wasmrunner-spec";

    /** Bytes; a ledger has a quarter of that. */
    private static final int MAX_RECORD = 1 << 20;

    /** The one of this process, which others may hold. */
    private static final Object HOLDING = new Object();

    private static boolean isHeld;
    private static @Nullable WorkerProcess current;

    private final int pid;
    private final Descriptor lifeline;
    private final Channel channel;
    private boolean reaped;
    private int status;

    private WorkerProcess(int pid, Descriptor lifeline, Channel channel) {
        this.pid = pid;
        this.lifeline = lifeline;
        this.channel = channel;
    }

    /**
     * Starts a launcher.
     *
     * @param spec what it is told; {@code control} and what concerns descriptors is added here
     * @param record where it is to write how the worker ended
     * @throws ErrnoException when the launcher cannot be started
     */
    public static WorkerProcess start(Path launcher, Records spec, Inheritance inheritance, Path record) {
        int[] control = new int[2];
        NativeErrnos.check(NativeIo.socketPair(control));
        spec.add("guest.control", inheritance.end(control[1]));
        int[] passed = inheritance.numbers();
        for (int i = 1; i <= passed.length; i++) {
            spec.add("fd", Inheritance.SPEC + i);
        }
        spec.add("record", record.toString());
        int[] line = new int[2];
        Channel channel = new Channel(control[0]);
        try {
            NativeErrnos.check(NativeIo.socketPair(line));
            Descriptor lifeline = Descriptor.owned(line[0]);
            Descriptor theirs = Descriptor.owned(line[1]);
            try {
                int pid = NativeErrnos.check(NativeIo.spawn(cString(launcher.toString()), line[1], passed));
                NativeIo.forwardSignals(pid);
                inheritance.close();
                theirs.close();
                send(lifeline, spec.bytes(SPEC_KIND));
                return begun(new WorkerProcess(pid, lifeline, channel));
            } catch (RuntimeException e) {
                lifeline.close();
                theirs.close();
                throw e;
            }
        } catch (RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static WorkerProcess begun(WorkerProcess worker) {
        synchronized (HOLDING) {
            current = worker;
            if (isHeld) {
                worker.order("pause");
            }
        }
        return worker;
    }

    /** Holds the worker of this process where it is, and one that is started later; or lets go of it again. */
    public static void hold(boolean held) {
        synchronized (HOLDING) {
            isHeld = held;
            if (current != null) {
                current.order(held ? "pause" : "resume");
            }
        }
    }

    private void order(String order) {
        send(lifeline, (order + '\n').getBytes(StandardCharsets.US_ASCII));
    }

    /** A launcher that finds the specification wanting reads no further: its end record says so. */
    private static void send(Descriptor lifeline, byte[] bytes) {
        int sent = 0;
        while (sent < bytes.length) {
            int count = NativeIo.write(lifeline.number(), bytes, sent, bytes.length - sent, -1);
            if (count <= 0) {
                return;
            }
            sent += count;
        }
    }

    private static byte[] cString(String text) {
        return (text + '\0').getBytes(StandardCharsets.UTF_8);
    }

    /** Where the worker asks, before its guest runs, for what it may not do itself. */
    public Channel channel() {
        return channel;
    }

    /** The launcher's process id. */
    public int pid() {
        return pid;
    }

    /**
     * Waits for the end.
     *
     * @throws IOException when the launcher itself came to a bad end
     */
    public EndRecord await() throws IOException {
        byte[] said = rest();
        int status = reap();
        try {
            return EndRecord.parse(withoutReplies(said));
        } catch (IllegalArgumentException e) {
            throw new IOException("the launcher ended with status " + status + " and left no record", e);
        }
    }

    /** Orders are answered by lines; the end record's first word has none. */
    private static byte[] withoutReplies(byte[] said) {
        int start = 0;
        for (int i = 0; i < said.length && said[i] != 0; i++) {
            start = said[i] == '\n' ? i + 1 : start;
        }
        return Arrays.copyOfRange(said, start, said.length);
    }

    /** What the launcher says before it closes the line: its end record. */
    private byte[] rest() {
        byte[] said = new byte[4096];
        int length = 0;
        while (true) {
            int count = NativeIo.read(lifeline.number(), said, length, said.length - length, -1);
            if (count <= 0 || length + count > MAX_RECORD) {
                return Arrays.copyOf(said, length);
            }
            length += count;
            if (length == said.length) {
                said = Arrays.copyOf(said, 2 * length);
            }
        }
    }

    /** Lets go of it; a worker that still runs is ended by that. */
    @Override
    public void close() {
        synchronized (HOLDING) {
            current = current == this ? null : current;
        }
        channel.close();
        lifeline.close();
        reap();
    }

    /** Once it returns, neither the launcher nor its worker is there any more. */
    private int reap() {
        if (!reaped) {
            status = NativeIo.await(pid);
            reaped = true;
            NativeIo.forwardSignals(0);
        }
        return status;
    }
}
