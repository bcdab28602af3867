package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.text.Glob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Another registry, from which repositories of this one are filled as they are asked for.
 *
 * @param repositories of this registry
 * @param registry {@code host} or {@code host:port}
 * @param strip taken off the front of their names; empty for nothing
 * @param prefix put before what is left, for the name there; empty for nothing
 * @param ttl how long it counts what a tag meant there
 * @param insecure whether plain HTTP will do, and TLS with a certificate that proves nothing
 */
public record UpstreamConfig(
        Glob repositories,
        String registry,
        String strip,
        String prefix,
        Duration ttl,
        Optional<Login> login,
        boolean insecure) {
    public static final Duration TTL = Duration.ofMinutes(10);

    /** Who this registry is there, with a file whose first line is the password. */
    public record Login(String user, Path passwordFile) {}

    /** With the default for everything else. */
    public static UpstreamConfig of(String repositories, String registry) {
        return new UpstreamConfig(new Glob(repositories), registry, "", "", TTL, Optional.empty(), false);
    }

    public UpstreamConfig withNames(String stripped, String put) {
        return new UpstreamConfig(repositories, registry, stripped, put, ttl, login, insecure);
    }

    public UpstreamConfig withLogin(Login other) {
        return new UpstreamConfig(repositories, registry, strip, prefix, ttl, Optional.of(other), insecure);
    }

    /** What a repository is called there; empty when that is no name. */
    public Optional<RepositoryName> nameThere(RepositoryName here) {
        String front = strip + "/";
        String rest =
                !strip.isEmpty() && here.text().startsWith(front) ? here.text().substring(front.length()) : here.text();
        String there = prefix.isEmpty() ? rest : prefix + "/" + rest;
        return RepositoryName.isName(there) ? Optional.of(new RepositoryName(there)) : Optional.empty();
    }
}
