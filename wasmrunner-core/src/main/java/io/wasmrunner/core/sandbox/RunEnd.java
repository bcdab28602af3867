package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.EndRecord;
import java.util.List;

/** How a run ended. */
public sealed interface RunEnd {

    /** The process that held the guest lived to tell. */
    record Reported(GuestReport report) implements RunEnd {}

    /**
     * The worker was killed.
     *
     * @param module the module's file name
     * @param signal which killed it
     * @param refused what the guest had been refused until then
     */
    record Killed(String module, int signal, EndRecord.Cause cause, List<Violation> refused) implements RunEnd {
        public Killed {
            refused = List.copyOf(refused);
        }
    }
}
