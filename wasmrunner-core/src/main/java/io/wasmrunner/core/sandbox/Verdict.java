package io.wasmrunner.core.sandbox;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.GuestReport;
import io.wasmrunner.runtime.guest.ReportRecords;
import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.EndRecord;
import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.Quota;
import io.wasmrunner.sandbox.quota.Quotas;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** From what the launcher wrote down to how the run ended. */
final class Verdict {
    private final String module;
    private final Quotas quotas;
    private final EndRecord record;
    private final Records said;

    /** About a run of the module of that name. */
    Verdict(String module, Quotas quotas, EndRecord record) {
        this.module = module;
        this.quotas = quotas;
        this.record = record;
        this.said = record.worker().text();
    }

    /** How it ended; throws when the guest never started. */
    RunEnd end() {
        try {
            return record.ending() instanceof EndRecord.Ending.Killed killed ? killed(killed.signal()) : reported();
        } catch (IllegalArgumentException e) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "the worker of %s reported nonsense: %s".formatted(module, e.getMessage()), e);
        }
    }

    /** What the worker says that came to its end by itself; throws when none did. */
    Records said() {
        if (record.ending() instanceof EndRecord.Ending.NotStarted failed) {
            throw new WasmrunnerException(
                    ErrorCode.HOST,
                    "cannot start a sandbox for %s: %s; wasmrunner system check shows what this machine has"
                            .formatted(module, failed.why()));
        }
        if (record.ending() instanceof EndRecord.Ending.Killed killed) {
            throw new WasmrunnerException(
                    ErrorCode.HOST, "the worker of %s was killed by signal %d".formatted(module, killed.signal()));
        }
        int status = ((EndRecord.Ending.Exited) record.ending()).status();
        if (status == 0 && said.find("error") != null) {
            throw refused();
        }
        if (status == 0 && record.worker().state() == Ledger.State.ENDED) {
            return said;
        }
        String failure = said.find("failure");
        throw new WasmrunnerException(
                ErrorCode.HOST,
                "the worker of %s failed: %s"
                        .formatted(module, failure == null ? "it ended with status " + status : failure),
                details());
    }

    private RunEnd killed(int signal) {
        if (record.cause() == EndRecord.Cause.DEADLINE) {
            return new RunEnd.Reported(stopped(Quota.WALL_TIME, quotas.wallTime()), usage());
        }
        return new RunEnd.Killed(fileName(), signal, record.cause(), violations(), usage());
    }

    private GuestReport stopped(Quota quota, long limit) {
        return new GuestReport(
                fileName(),
                "",
                0,
                new Outcome.Stopped(quota, limit),
                List.of(),
                new GuestCounters(OptionalLong.empty(), false, false, 0),
                violations(),
                violations().size(),
                false,
                false,
                false);
    }

    private RunEnd reported() {
        return new RunEnd.Reported(ReportRecords.read(said()), usage());
    }

    private WasmrunnerException refused() {
        ErrorCode code;
        try {
            code = ErrorCode.valueOf(said.get("error"));
        } catch (IllegalArgumentException e) {
            code = ErrorCode.HOST;
        }
        String message = said.find("error-message");
        return new WasmrunnerException(code, message == null ? "the worker refused" : message, details());
    }

    private Throwable details() {
        String details = said.find("error-details");
        return new WorkerDetails(details == null ? "the worker gave no details" : details);
    }

    /** What a worker's exception looked like there. */
    private static final class WorkerDetails extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WorkerDetails(String text) {
            super(text, null, false, false);
        }
    }

    private RunUsage usage() {
        return new RunUsage(record.worker().tally(), Optional.of(record.usage()));
    }

    private List<Violation> violations() {
        return ReportRecords.violations(said);
    }

    private String fileName() {
        return module.substring(module.lastIndexOf('/') + 1);
    }
}
