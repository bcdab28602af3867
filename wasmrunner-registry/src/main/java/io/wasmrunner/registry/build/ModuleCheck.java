package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at the module that an image is for, before there is an image. */
public interface ModuleCheck {
    /**
     * Says whether it can be used.
     *
     * @param name for errors
     * @throws RegistryException when it is no valid module
     */
    void check(Path module, String name) throws IOException;
}
