package io.wasmrunner.runtime.engine.wasmtime;

import io.wasmrunner.runtime.engine.Engine;
import io.wasmrunner.runtime.engine.EngineInfo;
import io.wasmrunner.runtime.engine.EngineProvider;
import io.wasmrunner.runtime.module.Feature;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Wasmtime, where its native library runs. */
public final class WasmtimeProvider implements EngineProvider {
    static final EngineInfo INFO = new EngineInfo(
            "wasmtime",
            "7.0.1 (wasmtime-java 0.19.0)",
            "native code by Cranelift",
            EnumSet.of(
                    Feature.MUTABLE_GLOBALS,
                    Feature.SIGN_EXTENSION,
                    Feature.NONTRAPPING_FLOAT_TO_INT,
                    Feature.MULTI_VALUE,
                    Feature.BULK_MEMORY,
                    Feature.REFERENCE_TYPES,
                    Feature.SIMD),
            32_767L * 65_536,
            false,
            List.of("linux x86-64", "linux aarch64", "macos x86-64", "macos aarch64", "windows x86-64"));

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
    public boolean isUnpacked(Path libraries) {
        return library().isIn(libraries);
    }

    @Override
    public void unpack(Path libraries) {
        library().unpack(libraries);
    }

    private NativeLibrary library() {
        return NativeLibrary.forThisMachine()
                .orElseThrow(() -> new IllegalStateException(missing().orElseThrow()));
    }

    @Override
    public Engine open(Path libraries) {
        library().load(libraries);
        return new WasmtimeEngine(INFO);
    }
}
