package io.wasmrunner.sandbox.quota;

/**
 * The meters that WASI charges. Bytes written to disk are charged beneath it, by the directories.
 *
 * @param hostCalls calls; stops the guest
 * @param openFiles descriptors open at once; a full one is MFILE to the guest
 * @param output bytes to stdout and stderr together; stops the guest, after the part that fits is written
 * @param tally counts calls and bytes
 */
public record Meters(Meter hostCalls, Meter openFiles, Meter output, Tally tally) {
    /** Fresh meters at zero. */
    public static Meters of(Quotas quotas) {
        return of(quotas, Tally.fresh());
    }

    /** Fresh meters at zero, beside {@code tally}. */
    public static Meters of(Quotas quotas, Tally tally) {
        return new Meters(
                new Meter(Quota.HOST_CALLS, quotas.hostCalls()),
                new Meter(Quota.OPEN_FILES, quotas.openFiles()),
                new Meter(Quota.OUTPUT, quotas.output()),
                tally);
    }
}
