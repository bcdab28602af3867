package io.wasmrunner.core.run;

import io.wasmrunner.core.sandbox.RunEnd;
import io.wasmrunner.sandbox.launch.EndRecord;

/** What is said when a worker process was killed. */
final class Deaths {
    private static final int SIGILL = 4;
    private static final int SIGABRT = 6;
    private static final int SIGBUS = 7;
    private static final int SIGKILL = 9;
    private static final int SIGSEGV = 11;
    private static final int SIGSYS = 31;

    private Deaths() {}

    /** The rest of a sentence that begins with the module's name; empty when the user did it and knows. */
    static String describe(RunEnd.Killed end) {
        EndRecord.Cause cause = end.cause();
        if (cause == EndRecord.Cause.SIGNAL || cause == EndRecord.Cause.ORPHANED) {
            return "";
        }
        if (cause == EndRecord.Cause.OUT_OF_MEMORY) {
            return "was killed by the kernel: its process reached the memory limit of its cgroup; raise it with -m";
        }
        if (cause == EndRecord.Cause.CPU_TIME) {
            return "was stopped: CPU-time limit reached; raise it with --cpu-time, or 0 for none";
        }
        return switch (end.signal()) {
            case SIGSYS ->
                "was killed by the sandbox: it made a system call that no guest may make, which only a guest that"
                        + " broke out of its engine can; treat the module as hostile";
            case SIGSEGV, SIGBUS, SIGILL, SIGABRT ->
                "crashed its worker process (signal " + end.signal()
                        + "): a defect of the engine, which the guest may have provoked; the host is untouched";
            case SIGKILL ->
                "was killed (SIGKILL), by somebody who may, or by the kernel because the machine's memory ran out";
            default -> "was killed by signal " + end.signal();
        };
    }
}
