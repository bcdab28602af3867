package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a run.
 *
 * @param module the module's file name
 * @param engine the engine's name
 * @param engineMemory bytes, the most that the engine can give a guest
 * @param trapPlaces for a trap, the functions that were running, innermost first, for people
 * @param violations the first refused attempts
 * @param refusals how many there were in all
 * @param openFilesRefused the guest was told that it has too many files open
 * @param stillRunning the guest did not unwind; only the end of the process stops it
 * @param outputClosed the guest wrote to a pipe that nobody reads any more
 */
public record GuestReport(
        String module,
        String engine,
        long engineMemory,
        Outcome outcome,
        List<String> trapPlaces,
        GuestCounters counters,
        List<Violation> violations,
        long refusals,
        boolean openFilesRefused,
        boolean stillRunning,
        boolean outputClosed) {
    public GuestReport {
        trapPlaces = List.copyOf(trapPlaces);
        violations = List.copyOf(violations);
    }

    /** The same, when these violations came before. */
    public GuestReport after(List<Violation> earlier) {
        List<Violation> all = new ArrayList<>(earlier);
        all.addAll(violations);
        return new GuestReport(
                module,
                engine,
                engineMemory,
                outcome,
                trapPlaces,
                counters,
                all,
                refusals + earlier.size(),
                openFilesRefused,
                stillRunning,
                outputClosed);
    }
}
