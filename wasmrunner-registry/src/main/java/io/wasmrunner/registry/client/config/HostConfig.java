package io.wasmrunner.registry.client.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is set for one registry.
 *
 * @param insecure whether plain HTTP will do, and TLS with a certificate that proves nothing
 * @param authorities files with certificates in PEM that are trusted for it beside the system's
 * @param certificateOrEmpty file with a client certificate in PEM
 * @param keyOrEmpty file with its key in PEM
 * @param mirrors asked first, in order
 */
public record HostConfig(
        boolean insecure,
        List<Path> authorities,
        Optional<Path> certificateOrEmpty,
        Optional<Path> keyOrEmpty,
        List<Mirror> mirrors) {
    /** Nothing is. */
    public static final HostConfig DEFAULT =
            new HostConfig(false, List.of(), Optional.empty(), Optional.empty(), List.of());

    /** Plain HTTP, or TLS that proves nothing. */
    public static final HostConfig INSECURE =
            new HostConfig(true, List.of(), Optional.empty(), Optional.empty(), List.of());

    public HostConfig {
        authorities = List.copyOf(authorities);
        mirrors = List.copyOf(mirrors);
        if (certificateOrEmpty.isPresent() != keyOrEmpty.isPresent()) {
            throw new IllegalArgumentException("a client certificate needs its key, and the other way round");
        }
    }

    public HostConfig withMirrors(List<Mirror> other) {
        return new HostConfig(insecure, authorities, certificateOrEmpty, keyOrEmpty, other);
    }
}
