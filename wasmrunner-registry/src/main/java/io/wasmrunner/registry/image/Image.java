package io.wasmrunner.registry.image;

import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Platform;
import io.wasmrunner.registry.format.RunConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image of this machine, with what is needed to run it.
 *
 * @param id the digest of its manifest
 * @param created RFC 3339, as its maker wrote it; mostly empty or long ago
 * @param added when it came to this machine, milliseconds since 1970
 * @param configDigest of its configuration
 * @param size bytes of manifest, configuration and layers, as they are stored
 * @param moduleOrNull the blob that is the module, of the style {@link ImageStyle#MODULE}
 * @param moduleName what that module is called as a program
 * @param diffIds the digests of the layers, uncompressed, lowest first, of the style {@link ImageStyle#FILES}
 * @param layers lowest first
 */
public record Image(
        Digest id,
        Digest configDigest,
        ImageStyle style,
        Platform platform,
        String created,
        long added,
        long size,
        @Nullable Digest moduleOrNull,
        String moduleName,
        List<Digest> diffIds,
        RunConfig config,
        List<Descriptor> layers) {
    public Image {
        diffIds = List.copyOf(diffIds);
        layers = List.copyOf(layers);
    }

    public Optional<Digest> module() {
        return Optional.ofNullable(moduleOrNull);
    }
}
