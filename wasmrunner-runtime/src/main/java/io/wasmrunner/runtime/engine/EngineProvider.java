package io.wasmrunner.runtime.engine;

import java.nio.file.Path;
import java.util.Optional;

/** What {@link java.util.ServiceLoader} finds; cheap to make and to ask. */
public interface EngineProvider {

    EngineInfo info();

    /** Why the engine cannot be used on this machine; empty when it can. */
    Optional<String> missing();

    /**
     * Opens the engine.
     *
     * @param libraries a folder where it may keep native libraries it unpacks; made when missing
     */
    Engine open(Path libraries);
}
