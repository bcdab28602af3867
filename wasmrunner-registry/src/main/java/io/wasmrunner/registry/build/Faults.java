package io.wasmrunner.registry.build;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.build.file.Position;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Says where in the build file something went wrong. */
final class Faults {
    private Faults() {}

    /** The instruction that could not be carried out, and why. */
    static RegistryException at(Position at, IOException e) {
        String why = switch (e) {
            case AccessDeniedException denied -> "permission denied: " + denied.getFile();
            case NoSuchFileException missing -> "it is gone: " + missing.getFile();
            default -> String.valueOf(e.getMessage());
        };
        return new RegistryException(RegistryError.HOST, at + ": the step failed on this machine: " + why, e);
    }

    /** The same, with the place of the instruction unless it has one already. */
    static RegistryException at(Position at, RegistryException e) {
        return e.getMessage().startsWith(at.file() + ":")
                ? e
                : new RegistryException(e.error(), at + ": " + e.getMessage(), e);
    }
}
