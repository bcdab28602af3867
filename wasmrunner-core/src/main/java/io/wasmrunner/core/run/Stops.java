package io.wasmrunner.core.run;

import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.EndRecord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stopped a guest, as one more violation beside those it was refused. */
final class Stops {
    private static final int SIGSYS = 31;

    private Stops() {}

    /** The violations, with what stopped the guest as the last. */
    static List<Violation> added(RunEnd end) {
        Violation stop = violation(end);
        if (stop == null) {
            return end.violations();
        }
        List<Violation> all = new ArrayList<>(end.violations());
        all.add(stop);
        return all;
    }

    private static @Nullable Violation violation(RunEnd end) {
        if (end instanceof RunEnd.Killed killed) {
            return ofKill(killed);
        }
        return ((RunEnd.Reported) end).report().outcome() instanceof Outcome.Stopped stopped
                ? quota(stopped.quota().title() + " reached", stopped.quota().flag())
                : null;
    }

    private static @Nullable Violation ofKill(RunEnd.Killed end) {
        if (end.cause() == EndRecord.Cause.OUT_OF_MEMORY) {
            return quota("memory limit of its cgroup reached", "-m");
        }
        if (end.cause() == EndRecord.Cause.CPU_TIME) {
            return quota("CPU-time limit reached", "--cpu-time");
        }
        return end.cause() == EndRecord.Cause.NONE && end.signal() == SIGSYS
                ? new Violation(Violation.Kind.SECCOMP, "system call", "", "no guest may make it")
                : null;
    }

    private static Violation quota(String reason, String flag) {
        return new Violation(Violation.Kind.QUOTA, "run", "", reason + " (" + flag + ")");
    }
}
