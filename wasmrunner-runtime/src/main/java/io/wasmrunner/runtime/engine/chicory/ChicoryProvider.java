package io.wasmrunner.runtime.engine.chicory;

import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import java.nio.file.Path;
import java.util.Optional;

/** Chicory: pure Java, so it is here wherever a JVM is. */
public final class ChicoryProvider implements EngineProvider {
    static final EngineInfo INFO = new EngineInfo("chicory", "1.7.5");

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
