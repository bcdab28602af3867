package io.wasmrunner.runtime.wasi;

import static io.wasmrunner.runtime.wasi.Words.unsigned;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/** A view of the guest's array of {@code $subscription}, one element at a time. */
final class Subscription {
    static final int CLOCK = 0;
    static final int READ = 1;
    static final int WRITE = 2;

    private static final int ABSOLUTE = 1;

    private final GuestMemory memory;
    private final long array;
    private final boolean unstable;
    private long userData;
    private int type;
    private int fd;
    private int clock;
    private long timeout;
    private boolean absolute;

    Subscription(GuestMemory memory, Snapshot snapshot, long array) {
        this.memory = memory;
        this.array = array;
        unstable = snapshot == Snapshot.UNSTABLE;
    }

    /** Bytes of one. The older version identifies a clock twice. */
    int size() {
        return unstable ? 56 : 48;
    }

    /** Reads element {@code index}; INVAL when it is of no known type, or names a clock that cannot be waited for. */
    void moveTo(int index) {
        long at = array + (long) index * size();
        userData = memory.getLong(at);
        type = memory.getByte(at + 8) & 0xFF;
        if (type == CLOCK) {
            readClock(at + (unstable ? 24 : 16));
        } else if (type == READ || type == WRITE) {
            fd = memory.getInt(at + 16);
        } else {
            throw ErrnoException.of(Errno.INVAL);
        }
    }

    private void readClock(long at) {
        clock = memory.getInt(at);
        timeout = memory.getLong(at + 8);
        absolute = Flags.known(unsigned(memory.getShort(at + 24)) & 0xFFFF, ABSOLUTE) != 0;
        if (clock != ClockFunctions.REALTIME && clock != ClockFunctions.MONOTONIC) {
            throw ErrnoException.of(Errno.INVAL);
        }
    }

    long userData() {
        return userData;
    }

    int type() {
        return type;
    }

    boolean isClock() {
        return type == CLOCK;
    }

    boolean reading() {
        return type == READ;
    }

    int fd() {
        return fd;
    }

    int clock() {
        return clock;
    }

    /** Nanoseconds, unsigned. */
    long timeout() {
        return timeout;
    }

    /** Whether the timeout is a time of the clock, and not a span from now. */
    boolean absolute() {
        return absolute;
    }
}
