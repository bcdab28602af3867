package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.EndRecord;
import java.util.ArrayList;
import java.util.List;

/** How a run ended. */
public sealed interface RunEnd {

    /** The same, when these violations came before it. */
    RunEnd after(List<Violation> earlier);

    /** What the guest was refused, the first of it. */
    List<Violation> violations();

    /** How often it was refused something in all. */
    long refusals();

    /** What was used until then. */
    RunUsage usage();

    /** The process that held the guest lived to tell. */
    record Reported(GuestReport report, RunUsage usage) implements RunEnd {
        @Override
        public RunEnd after(List<Violation> earlier) {
            return new Reported(report.after(earlier), usage);
        }

        @Override
        public List<Violation> violations() {
            return report.violations();
        }

        @Override
        public long refusals() {
            return report.refusals();
        }
    }

    /**
     * The worker was killed.
     *
     * @param module the module's file name
     * @param signal which killed it
     * @param violations until then
     */
    record Killed(String module, int signal, EndRecord.Cause cause, List<Violation> violations, RunUsage usage)
            implements RunEnd {
        public Killed {
            violations = List.copyOf(violations);
        }

        @Override
        public RunEnd after(List<Violation> earlier) {
            List<Violation> all = new ArrayList<>(earlier);
            all.addAll(violations);
            return new Killed(module, signal, cause, all, usage);
        }

        @Override
        public long refusals() {
            return violations.size();
        }
    }
}
