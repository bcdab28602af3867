package io.wasmrunner.runtime.wasi;

import io.wasmrunner.runtime.engine.GuestMemory;
import io.wasmrunner.sandbox.Errno;
import io.wasmrunner.sandbox.ErrnoException;

/**
 * The guest's buffers of one read or write, all checked before the first byte moves, and walked from the first to the
 * last. The list stays in the guest's memory: however long, it costs the host none.
 */
final class IoVectors {
    private static final int MAX_COUNT = 1 << 20;
    private static final int ENTRY = 8;

    private final GuestMemory memory;
    private final long list;
    private final int count;
    private long left;
    /** The entry being walked, and how many of its bytes are done. */
    private int index;

    private long done;

    /** INVAL above 1,048,576 entries, FAULT when the list or one of the buffers lies outside the memory. */
    IoVectors(GuestMemory memory, long list, long count) {
        memory.check(list, count * ENTRY);
        if (count > MAX_COUNT) {
            throw ErrnoException.of(Errno.INVAL);
        }
        this.memory = memory;
        this.list = list;
        this.count = (int) count;
        for (int i = 0; i < count; i++) {
            long length = length(i);
            memory.check(address(i), length);
            // The result is a u32, and POSIX leaves half of it: what is beyond is left for the next call.
            left = Math.min(left + length, Integer.MAX_VALUE);
        }
    }

    private long address(int entry) {
        return Words.unsigned(memory.getInt(list + (long) entry * ENTRY));
    }

    private long length(int entry) {
        return Words.unsigned(memory.getInt(list + (long) entry * ENTRY + 4));
    }

    /** Bytes not yet walked. */
    long left() {
        return left;
    }

    /** Copies the next {@code length} bytes out of the buffers. */
    void take(byte[] into, int length) {
        int moved = 0;
        while (moved < length) {
            int part = part(length - moved);
            memory.read(address(index) + done, into, moved, part);
            moved += part;
            done += part;
        }
        left -= length;
    }

    /** Copies {@code length} bytes into the buffers, from where the last call ended. */
    void give(byte[] from, int length) {
        int moved = 0;
        while (moved < length) {
            int part = part(length - moved);
            memory.write(address(index) + done, from, moved, part);
            moved += part;
            done += part;
        }
        left -= length;
    }

    /** How many of {@code wanted} bytes lie in the entry being walked; goes on to one that has some. */
    private int part(int wanted) {
        while (true) {
            // The guest's list may change under us: a buffer that holds the list itself was just read into.
            if (index >= count) {
                throw ErrnoException.of(Errno.FAULT);
            }
            long room = length(index) - done;
            if (room > 0) {
                return (int) Math.min(room, wanted);
            }
            index++;
            done = 0;
        }
    }
}
