package io.wasmrunner.sandbox.shim;

/**
 * The standard streams of a container's guest. One thread may read from it while another writes. Who does not read for ten
 * seconds while the guest writes is let go.
 */
public final class Attachment implements AutoCloseable {
    private static final int INPUT = 0;
    private static final int HEADER = 5;

    private final ShimLine line;
    private final byte[] bytes = new byte[32 << 10];
    private int length;
    private Frame frame = Frame.SHIM_GONE;
    private long left;

    Attachment(ShimLine line) {
        this.line = line;
    }

    /** What comes from a shim. */
    public enum Frame {
        OUTPUT(1),
        ERROR(2),
        /** A run ended; the container may start again. */
        RUN_ENDED(3),
        /** The container has come to its end, or its shim is gone. */
        SHIM_GONE(4);

        private final int type;

        Frame(int type) {
            this.type = type;
        }

        private static Frame of(int type) {
            for (Frame frame : values()) {
                if (frame.type == type) {
                    return frame;
                }
            }
            return SHIM_GONE;
        }
    }

    /** Waits for what comes next; a long piece of output comes in several. */
    public Frame next() {
        length = 0;
        while (left == 0) {
            int type = line.one();
            long announced = 0;
            for (int i = 1; i < HEADER; i++) {
                int one = line.one();
                if (one < 0) {
                    return Frame.SHIM_GONE;
                }
                announced = announced << Byte.SIZE | one;
            }
            frame = Frame.of(type);
            if (frame == Frame.RUN_ENDED || frame == Frame.SHIM_GONE) {
                return frame;
            }
            left = announced;
        }
        length = line.some(bytes, (int) Math.min(left, bytes.length));
        left -= length;
        return length == 0 ? Frame.SHIM_GONE : frame;
    }

    /** Where the output stands that {@link #next} found, from 0 on; overwritten by the next. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes. */
    public int length() {
        return length;
    }

    /** Sends to the guest's standard input; whether the shim still takes it. */
    public boolean send(byte[] input, int offset, int count) {
        return count == 0 || (header(count) && line.send(input, offset, count));
    }

    /** Ends the guest's standard input. */
    public boolean endInput() {
        return header(0);
    }

    private boolean header(int count) {
        byte[] header = {INPUT, (byte) (count >> 24), (byte) (count >> 16), (byte) (count >> 8), (byte) count};
        return line.send(header);
    }

    /** Ends the connection; whoever waits on it waits no longer. */
    public void hangUp() {
        line.hangUp();
    }

    @Override
    public void close() {
        line.close();
    }
}
