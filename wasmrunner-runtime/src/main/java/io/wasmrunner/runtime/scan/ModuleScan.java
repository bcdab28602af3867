package io.wasmrunner.runtime.scan;

import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.ModuleInfo;
import io.wasmrunner.runtime.wasi.Wasi;
import java.util.function.Predicate;

/**
 * Looks a module over without running it. Takes time in proportion to the module's size and little memory beside it,
 * whatever the module does.
 */
public final class ModuleScan {
    private ModuleScan() {}

    /**
     * Scans the module.
     *
     * @param allowed the imports that are in order; every other one is a finding
     * @throws io.wasmrunner.runtime.module.ModuleException when its code is malformed
     */
    public static ScanResult of(ModuleInfo module, Predicate<Import> allowed) {
        Findings findings = new Findings();
        CodeFacts code = CodeScan.of(module, findings);
        ImportRules.check(module, allowed, findings);
        LimitRules.check(module, code, findings);
        ExportRules.check(module, findings);
        SectionRules.check(module, findings);
        return ScanResult.of(findings);
    }

    /** Whether WASI or the ABI has a function of that name. */
    public static boolean isProvided(Import wanted) {
        return Wasi.provides(wanted.module(), wanted.name())
                || HostAbi.capability(wanted.module(), wanted.name()).isPresent();
    }
}
