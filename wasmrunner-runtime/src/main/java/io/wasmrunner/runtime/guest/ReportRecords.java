package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.engine.TrapException;
import io.wasmrunner.runtime.run.GuestCounters;
import io.wasmrunner.runtime.run.Outcome;
import io.wasmrunner.sandbox.Violation;
import io.wasmrunner.sandbox.launch.Ledger;
import io.wasmrunner.sandbox.launch.Records;
import io.wasmrunner.sandbox.quota.Quota;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A report as records, on its way from a worker to the command line. Whoever reads it must know that a guest which took
 * its worker over may have written it.
 */
public final class ReportRecords {
    private static final String VIOLATION = "violation";

    /** Characters of a violation's target that are kept. */
    private static final int MAX_TARGET = 1024;

    private ReportRecords() {}

    /** Notes a violation at once: the worker may not live to report it. */
    public static void write(Violation violation, Ledger ledger) {
        ledger.note(VIOLATION, text(violation));
    }

    private static String text(Violation violation) {
        String target = violation.target();
        return Fields.join(
                violation.kind().name(),
                Printable.line(violation.operation()),
                Printable.line(target.length() > MAX_TARGET ? target.substring(0, MAX_TARGET) + "…" : target),
                Printable.line(violation.reason()));
    }

    /** Writes all but the violations. */
    public static void write(GuestReport report, Ledger ledger) {
        Outcome outcome = report.outcome();
        if (outcome instanceof Outcome.Exited exited) {
            ledger.conclude("exited", Integer.toString(exited.code()));
        } else if (outcome instanceof Outcome.Returned returned) {
            ledger.conclude("returned", Integer.toString(returned.values().size()));
            for (String value : returned.values()) {
                ledger.conclude("value", value);
            }
        } else if (outcome instanceof Outcome.Trapped trapped) {
            ledger.conclude("trapped", trapped.trap().kind().name());
            ledger.conclude("trap-message", String.valueOf(trapped.trap().getMessage()));
            for (String place : report.trapPlaces()) {
                ledger.conclude("trap-place", place);
            }
        } else if (outcome instanceof Outcome.Stopped stopped) {
            ledger.conclude("stopped", Fields.join(stopped.quota().name(), Long.toString(stopped.limit())));
        } else {
            ledger.conclude(outcome instanceof Outcome.Interrupted ? "interrupted" : "out-of-host-memory", "yes");
        }
        ledger.conclude("module", report.module());
        ledger.conclude("engine", report.engine());
        ledger.conclude("engine-memory", Long.toString(report.engineMemory()));
        ledger.conclude("refusals", Long.toString(report.refusals()));
        GuestCounters counters = report.counters();
        conclude(ledger, "memory-denied", counters.memoryDenied());
        conclude(ledger, "table-denied", counters.tableDenied());
        conclude(ledger, "open-files-refused", report.openFilesRefused());
        conclude(ledger, "still-running", report.stillRunning());
        conclude(ledger, "output-closed", report.outputClosed());
        if (counters.fuelLeft().isPresent()) {
            ledger.conclude("fuel-left", Long.toString(counters.fuelLeft().getAsLong()));
        }
    }

    private static void conclude(Ledger ledger, String key, boolean is) {
        if (is) {
            ledger.conclude(key, "yes");
        }
    }

    /** The violations that were noted, also by a worker that died. */
    public static List<Violation> violations(Records records) {
        List<Violation> violations = new ArrayList<>();
        for (String text : records.all(VIOLATION)) {
            List<String> parts = Fields.split(text, 5);
            if (parts.size() == 4) {
                violations.add(new Violation(kind(parts.get(0)), parts.get(1), parts.get(2), parts.get(3)));
            }
        }
        return violations;
    }

    private static Violation.Kind kind(String name) {
        for (Violation.Kind kind : Violation.Kind.values()) {
            if (kind.name().equals(name)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("a worker wrote a violation of no kind");
    }

    /**
     * Reads a whole report.
     *
     * @throws IllegalArgumentException when there is none, or no sense in it
     */
    public static GuestReport read(Records records) {
        String fuel = records.find("fuel-left");
        return new GuestReport(
                Printable.line(records.get("module")),
                Printable.line(records.get("engine")),
                Long.parseLong(records.get("engine-memory")),
                outcome(records),
                printable(records.all("trap-place")),
                new GuestCounters(
                        fuel == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fuel)),
                        records.find("memory-denied") != null,
                        records.find("table-denied") != null,
                        0),
                violations(records),
                records.number("refusals", 0),
                records.find("open-files-refused") != null,
                records.find("still-running") != null,
                records.find("output-closed") != null);
    }

    private static List<String> printable(List<String> texts) {
        List<String> safe = new ArrayList<>();
        for (String text : texts) {
            safe.add(Printable.line(text));
        }
        return safe;
    }

    private static Outcome outcome(Records records) {
        String exited = records.find("exited");
        if (exited != null) {
            return new Outcome.Exited(Integer.parseInt(exited));
        }
        if (records.find("returned") != null) {
            List<String> values = records.all("value");
            if (values.size() != records.number("returned", -1)) {
                throw new IllegalArgumentException("the results are too long to be kept");
            }
            return new Outcome.Returned(printable(values));
        }
        String trapped = records.find("trapped");
        if (trapped != null) {
            return new Outcome.Trapped(new TrapException(
                    TrapException.Kind.valueOf(trapped), records.get("trap-message"), List.of(), null));
        }
        String stopped = records.find("stopped");
        if (stopped != null) {
            List<String> parts = Fields.split(stopped, 2);
            return new Outcome.Stopped(Quota.valueOf(parts.getFirst()), Long.parseLong(parts.getLast()));
        }
        if (records.find("out-of-host-memory") != null) {
            return new Outcome.OutOfHostMemory();
        }
        records.get("interrupted");
        return new Outcome.Interrupted();
    }
}
