package io.wasmrunner.core.inspect;

import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.guest.ModuleCompiler;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.WasiUse;
import io.wasmrunner.runtime.select.EngineChoice;
import io.wasmrunner.runtime.select.EngineSelector;
import java.util.Optional;
import java.util.Set;

/**
 * A module with what follows from it here.
 *
 * @param engine the engine that would run it; empty when none can
 * @param problem why none can; empty when one can
 * @param compiled whether its compiled form is in the cache
 */
public record ModuleReport(
        LoadedModule module,
        WasiUse wasi,
        Set<Permission> permissions,
        Optional<EngineChoice> engine,
        String problem,
        boolean compiled) {
    public ModuleReport {
        permissions = Set.copyOf(permissions);
    }

    /** The report; refuses a module whose code is malformed. */
    public static ModuleReport of(
            LoadedModule module, EngineSelector selector, ModuleCompiler compiler, ModuleCompiler.Settings settings) {
        module.features();
        WasiUse wasi = WasiUse.of(module.info());
        Set<Permission> permissions = Permission.of(module.info().imports());
        try {
            EngineChoice choice = selector.select(module, settings.engine());
            return new ModuleReport(
                    module, wasi, permissions, Optional.of(choice), "", compiler.isCompiled(module, settings, choice));
        } catch (WasmrunnerException e) {
            return new ModuleReport(module, wasi, permissions, Optional.empty(), e.getMessage(), false);
        }
    }

    /** For people: {@code core module, WASI preview 1 command}. */
    public String kind() {
        String interfaces = !wasi.isUsed()
                ? ""
                : wasi.interfaces().contains(WasiUse.PREVIEW1) ? "WASI preview 1 " : "WASI unstable (snapshot 0) ";
        String shape = switch (wasi.shape()) {
            case COMMAND -> "command";
            case REACTOR -> "reactor";
            case PLAIN -> "library";
        };
        return "core module, " + interfaces + shape;
    }
}
