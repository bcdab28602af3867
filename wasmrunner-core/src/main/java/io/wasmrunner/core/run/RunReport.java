package io.wasmrunner.core.run;

import io.wasmrunner.core.engine.EngineChoice;
import io.wasmrunner.core.module.LoadedModule;
import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.ViolationLog;

/**
 * What came of a run.
 *
 * @param openFilesRefused the guest was told that it has too many files open
 * @param stillRunning the guest did not unwind; only the end of the process stops it
 * @param outputClosed the guest wrote to a pipe that nobody reads any more
 */
public record RunReport(
        LoadedModule module,
        EngineChoice engine,
        Outcome outcome,
        GuestCounters counters,
        ViolationLog violations,
        boolean openFilesRefused,
        boolean stillRunning,
        boolean outputClosed) {}
