package io.wasmrunner.runtime.engine;

import java.nio.file.Path;
import java.util.Optional;

/** What {@link java.util.ServiceLoader} finds; cheap to make and to ask. */
public interface EngineProvider {

    EngineInfo info();

    /** Why the engine cannot be used on this machine; empty when it can. */
    Optional<String> missing();

    /** Whether the native library that the engine needs, if it needs one, is in {@code libraries}. */
    default boolean isUnpacked(Path libraries) {
        return true;
    }

    /**
     * Puts the native library that the engine needs into {@code libraries}, which is made when missing.
     *
     * @throws java.io.UncheckedIOException when that cannot be
     */
    default void unpack(Path libraries) {}

    /**
     * Opens the engine.
     *
     * @param libraries where its native library is, or is put now
     * @throws java.io.UncheckedIOException when it is not there and cannot be put there
     */
    Engine open(Path libraries);
}
