package io.wasmrunner.core.life;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What one look at the health of a container found.
 *
 * @param code 0 when it is well
 * @param output the beginning of what was said
 */
record ProbeResult(int code, String output) {
    /** Bytes of output that are kept, as Docker has it. */
    static final int KEPT = 4096;

    private static final int LATE = -1;
    private static final double SECOND = 1e9;

    static ProbeResult of(int code, byte[] output) {
        byte[] kept = Arrays.copyOf(output, Math.min(output.length, KEPT));
        return new ProbeResult(code, new String(kept, StandardCharsets.UTF_8));
    }

    /** @param timeout nanoseconds */
    static ProbeResult late(long timeout) {
        return new ProbeResult(LATE, "health check exceeded its timeout of " + timeout / SECOND + " s");
    }
}
