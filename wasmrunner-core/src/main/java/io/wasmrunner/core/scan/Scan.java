package io.wasmrunner.core.scan;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.ModuleException;
import io.wasmrunner.runtime.scan.ModuleScan;
import java.util.function.Predicate;

/** Scans modules. */
public final class Scan {
    private Scan() {}

    /** Scans with every import in order that WASI or the ABI provides. */
    public static ScanReport of(LoadedModule module) {
        return of(module, ModuleScan::isProvided);
    }

    /**
     * Scans with the imports in order that {@code allowed} accepts, as a policy would narrow them.
     *
     * @throws WasmrunnerException when the module's code is malformed
     */
    public static ScanReport of(LoadedModule module, Predicate<Import> allowed) {
        try {
            return new ScanReport(module, ModuleScan.of(module.info(), allowed));
        } catch (ModuleException e) {
            throw new WasmrunnerException(
                    ErrorCode.CANNOT_RUN, "cannot read %s: %s".formatted(module.name(), e.getMessage()), e);
        }
    }
}
