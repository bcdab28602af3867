package io.wasmrunner.runtime.guest;

import io.wasmrunner.sandbox.ViolationLog;
import io.wasmrunner.sandbox.quota.Tally;

/** Where it is written down what a guest does: what it was refused, and what it used. */
public record GuestRecords(ViolationLog violations, Tally tally) {

    /** Empty ones. */
    public static GuestRecords fresh() {
        return new GuestRecords(new ViolationLog(), Tally.fresh());
    }
}
