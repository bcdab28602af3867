package io.wasmrunner.runtime.engine.wasmtime;

import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import java.nio.file.Path;
import java.util.Optional;

/** Wasmtime, where its native library runs. */
public final class WasmtimeProvider implements EngineProvider {
    static final EngineInfo INFO = new EngineInfo("wasmtime", "7.0.1+wasmtime-java-0.19.0");

    @Override
    public EngineInfo info() {
        return INFO;
    }

    @Override
    public Optional<String> missing() {
        return NativeLibrary.forThisMachine().isPresent()
                ? Optional.empty()
                : Optional.of("wasmtime-java has no library for %s on %s"
                        .formatted(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    @Override
    public Engine open(Path libraries) {
        NativeLibrary.forThisMachine()
                .orElseThrow(() -> new IllegalStateException(missing().orElseThrow()))
                .load(libraries);
        return new WasmtimeEngine(INFO);
    }
}
