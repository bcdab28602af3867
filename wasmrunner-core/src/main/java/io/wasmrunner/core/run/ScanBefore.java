package io.wasmrunner.core.run;

import io.wasmrunner.core.module.ModuleFile;
import io.wasmrunner.core.scan.Scan;
import io.wasmrunner.core.scan.ScanReport;
import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.Printable;
import io.wasmrunner.runtime.scan.Severity;
import java.util.function.Consumer;

/** Whether a module is looked over before it runs, and what comes of it. */
public enum ScanBefore {
    OFF,
    /** What is found is said. */
    WARN,
    /** A module with a finding of high severity does not run. */
    DENY;

    /** Reads the flag's value. */
    public static ScanBefore parse(String text) {
        return switch (text) {
            case "off" -> OFF;
            case "warn" -> WARN;
            case "deny" -> DENY;
            default ->
                throw new WasmrunnerException(
                        ErrorCode.USAGE, "cannot read --scan \"%s\": it is off, warn or deny".formatted(text));
        };
    }

    /**
     * Scans {@code module}.
     *
     * @throws WasmrunnerException when it is not to run
     */
    public void look(ModuleFile module, Consumer<String> warnings) {
        if (this == OFF) {
            return;
        }
        ScanReport report = Scan.of(module.load());
        if (this == DENY && report.reaches(Severity.HIGH)) {
            throw new WasmrunnerException(
                    ErrorCode.CANNOT_RUN,
                    "cannot run %s: %s; wasmrunner scan %s says more, --scan warn runs it all the same"
                            .formatted(module.name(), report.summary(Severity.HIGH), module.name()));
        }
        if (report.reaches(Severity.MEDIUM)) {
            warnings.accept(Printable.line(module.name() + ": " + report.summary(Severity.MEDIUM)));
        }
    }
}
