package io.wasmrunner.sandbox.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The memory that a worker shares with its launcher. What a worker writes there is not lost when it dies, whatever kills
 * it. Its layout is the one of ledger.h.
 */
public final class Ledger {
    /** Its size. */
    public static final int BYTES = 256 << 10;

    private static final int TEXT_LENGTH = 8;
    private static final int COUNTERS = 64;
    static final int COUNTER_COUNT = 192;
    private static final int TEXT = 4096;

    /** Bytes at the end of the text that are left for how the run ended, whatever the guest made us write before. */
    private static final int RESERVED = 64 << 10;

    private final ByteBuffer memory;
    private int length;

    /** Over the launcher's memory. */
    public Ledger(ByteBuffer memory) {
        this.memory = memory.order(ByteOrder.nativeOrder());
    }

    /** How far a worker has come. */
    public enum State {
        LAUNCHING(0),
        STARTED(1),
        LOCKED(2),
        RUNNING(3),
        ENDED(4);

        private final int number;

        State(int number) {
            this.number = number;
        }

        /** The state of that number; {@link #ENDED} for one that is none. */
        public static State of(long number) {
            for (State state : values()) {
                if (state.number == number) {
                    return state;
                }
            }
            return ENDED;
        }
    }

    public void state(State state) {
        memory.putLong(0, state.number);
    }

    /** 192 counters; each that is not zero gets into the end record. */
    public LongBuffer counters() {
        return memory.slice(COUNTERS, COUNTER_COUNT * Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
    }

    /** Notes something while the guest runs; drops it when there is no room. */
    public synchronized void note(String key, String value) {
        put(key, value, memory.capacity() - TEXT - RESERVED);
    }

    /** Notes something about the end, in the room that is left for that. */
    public synchronized void conclude(String key, String value) {
        put(key, value, memory.capacity() - TEXT);
    }

    private void put(String key, String value, int limit) {
        byte[] record = (key + '=' + value.replace('\0', ' ') + '\0').getBytes(StandardCharsets.UTF_8);
        if (record.length > limit - length) {
            return;
        }
        memory.put(TEXT + length, record);
        length += record.length;
        memory.putLong(TEXT_LENGTH, length);
    }
}
