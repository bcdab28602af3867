package io.wasmrunner.runtime.run;

import io.wasmrunner.runtime.engine.ModuleSource;
import io.wasmrunner.runtime.instrument.Instrumentation;
import io.wasmrunner.runtime.instrument.Instrumenter;
import io.wasmrunner.runtime.module.ModuleInfo;

/** A module as an engine gets it: rewritten only when the engine does not have it compiled already. */
public record InstrumentedModule(ModuleInfo module, Instrumentation instrumentation) implements ModuleSource {

    @Override
    public String key() {
        return module.binary().sha256() + " " + instrumentation.key();
    }

    /**
     * The rewritten bytes.
     *
     * @throws io.wasmrunner.runtime.module.ModuleException when the code is malformed
     * @throws io.wasmrunner.runtime.instrument.LimitExceededAtStartException when it needs more than it may have
     * @throws io.wasmrunner.runtime.instrument.UnsupportedFeatureException when a limit cannot be kept in it
     */
    @Override
    public byte[] bytes() {
        return Instrumenter.instrument(module, instrumentation);
    }
}
