package io.wasmrunner.registry.layer.tar;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;

/** What is thrown about one archive. */
public record TarFault(String what) {
    public RegistryException because(String why) {
        return new RegistryException(RegistryError.INVALID, "cannot unpack " + what + ": " + why);
    }

    public RegistryException because(String why, Throwable cause) {
        return new RegistryException(RegistryError.INVALID, "cannot unpack " + what + ": " + why, cause);
    }
}
