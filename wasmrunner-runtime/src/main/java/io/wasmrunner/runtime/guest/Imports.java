package io.wasmrunner.runtime.guest;

import io.wasmrunner.runtime.ErrorCode;
import io.wasmrunner.runtime.WasmrunnerException;
import io.wasmrunner.runtime.abi.HostAbi;
import io.wasmrunner.runtime.module.Import;
import io.wasmrunner.runtime.module.LoadedModule;
import io.wasmrunner.runtime.module.WasiUse;
import io.wasmrunner.runtime.wasi.Wasi;

/** Whether everything a module imports is there, and what would provide it when it is not. */
public final class Imports {
    private Imports() {}

    /** Refuses a module with an import that nothing here provides. */
    static void check(LoadedModule module) {
        for (Import wanted : module.info().imports()) {
            if (!isProvided(wanted)) {
                throw new WasmrunnerException(
                        ErrorCode.CANNOT_RUN,
                        "cannot run %s: it imports %s.%s (%s), which nothing here provides%s"
                                .formatted(
                                        module.name(), wanted.module(), wanted.name(), wanted.type(), advice(wanted)));
            }
        }
    }

    /** Whether WASI or the ABI has a function of that name. */
    public static boolean isProvided(Import wanted) {
        return Wasi.provides(wanted.module(), wanted.name())
                || HostAbi.capability(wanted.module(), wanted.name()).isPresent();
    }

    private static String advice(Import wanted) {
        String module = wanted.module();
        String name = wanted.name();
        if (module.equals(WasiUse.PREVIEW1) || module.equals(WasiUse.UNSTABLE)) {
            return "; it is not a function of WASI preview 1";
        }
        if (module.startsWith("wasix_")) {
            return "; it is WASIX, which only Wasmer has: build it for wasm32-wasip1";
        }
        if (module.startsWith("wasi_ephemeral_") || module.startsWith("wasi:")) {
            return "; it is a WASI proposal outside preview 1";
        }
        if (module.equals("go") || module.equals("gojs")) {
            return "; it is Go's JavaScript port: build it with GOOS=wasip1";
        }
        if (module.startsWith("__wbindgen") || module.equals("wbg")) {
            return "; it is wasm-bindgen's JavaScript glue: build it for wasm32-wasip1";
        }
        if (module.equals("env")
                && (name.startsWith("emscripten_") || name.startsWith("invoke_") || name.startsWith("__syscall"))) {
            return "; it is Emscripten's JavaScript glue: build it with -sSTANDALONE_WASM, or with wasi-sdk";
        }
        if (module.equals("env") && name.equals("abort")) {
            return "; AssemblyScript's runtime wants it: build it with --use abort= and the WASI shim";
        }
        if (module.equals("env") || module.equals("wasmrunner")) {
            return "; the functions of " + module + " are log, read_sensor and send_alert";
        }
        return "; it was built for another host";
    }
}
