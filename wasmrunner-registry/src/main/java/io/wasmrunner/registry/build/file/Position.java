package io.wasmrunner.registry.build.file;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/**
 * A place in a build file.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {
    /** What is thrown about what stands there. */
    public RegistryException wrong(String why) {
        return wrong(RegistryError.USAGE, why);
    }

    public RegistryException wrong(RegistryError error, String why) {
        return new RegistryException(error, this + ": " + why);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
