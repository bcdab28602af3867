package io.wasmrunner.core.container;

import io.wasmrunner.registry.digest.Digest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a container is made of.
 *
 * @param name as the user wrote it: an image's name, or a module's file
 * @param idOrNull the image's id; null for a module that was copied from a file
 */
public record ContainerImage(String name, @Nullable Digest idOrNull) {

    /** The image's id; empty for a module that was copied from a file. */
    public Optional<Digest> id() {
        return Optional.ofNullable(idOrNull);
    }
}
