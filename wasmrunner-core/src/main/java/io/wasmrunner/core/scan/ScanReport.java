package io.wasmrunner.core.scan;

import io.wasmrunner.core.module.LoadedModule;
import io.wasmrunner.runtime.scan.Finding;
import io.wasmrunner.runtime.scan.Risk;
import io.wasmrunner.runtime.scan.ScanResult;
import io.wasmrunner.runtime.scan.Severity;
import java.util.List;

/** A module with what a scan of it found. */
public record ScanReport(LoadedModule module, ScanResult result) {

    /** The worst first; at most 20 of one rule and severity. */
    public List<Finding> findings() {
        return result.findings();
    }

    public Risk risk() {
        return result.risk();
    }

    /** Whether a finding is at least that severe: what {@code --fail-on} and a run that is to be denied ask. */
    public boolean reaches(Severity severity) {
        return result.reaches(severity);
    }
}
