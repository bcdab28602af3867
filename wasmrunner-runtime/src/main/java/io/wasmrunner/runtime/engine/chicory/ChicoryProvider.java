package io.wasmrunner.runtime.engine.chicory;

import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.module.Feature;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Chicory: pure Java, so it is here wherever a JVM is. */
public final class ChicoryProvider implements EngineProvider {
    static final EngineInfo INFO = new EngineInfo(
            "chicory",
            "1.7.5",
            "pure Java; compiles Wasm to JVM classes",
            EnumSet.of(
                    Feature.MUTABLE_GLOBALS,
                    Feature.SIGN_EXTENSION,
                    Feature.NONTRAPPING_FLOAT_TO_INT,
                    Feature.MULTI_VALUE,
                    Feature.BULK_MEMORY,
                    Feature.REFERENCE_TYPES,
                    Feature.EXTENDED_CONST),
            32_767L * 65_536,
            true,
            List.of("any with a JVM"));

    @Override
    public EngineInfo info() {
        return INFO;
    }

    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Engine open(Path libraries) {
        return new ChicoryEngine(INFO);
    }
}
