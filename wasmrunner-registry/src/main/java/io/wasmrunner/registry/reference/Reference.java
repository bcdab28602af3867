package io.wasmrunner.registry.reference;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an image is called: {@code registry/repository:tag@digest}, with the parts Docker lets people leave out filled in
 * as Docker does (distribution/reference, "Grammar"): {@code hello} is {@code docker.io/library/hello:latest}.
 */
public final class Reference implements Comparable<Reference> {
    /** Where names without a registry live, unless the configuration names another. */
    public static final String DOCKER_HUB = "docker.io";

    private static final String OFFICIAL = "library/";

    private final String registry;
    private final RepositoryName repository;
    private final @Nullable Tag tag;
    private final @Nullable Digest digest;

    private Reference(String registry, RepositoryName repository, @Nullable Tag tag, @Nullable Digest digest) {
        this.registry = registry;
        this.repository = repository;
        this.tag = tag;
        this.digest = digest;
    }

    /** As {@link #parse(String, String)}, with Docker's own registry for names without one. */
    public static Reference parse(String text) {
        return parse(text, DOCKER_HUB);
    }

    /**
     * Reads a reference. Without tag and digest it means the tag {@code latest}.
     *
     * @param defaultRegistry for names without a registry: {@code host} or {@code host:port}
     * @throws RegistryException {@link RegistryError#USAGE} when it is not one
     */
    public static Reference parse(String text, String defaultRegistry) {
        int at = text.indexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        int colon = name.lastIndexOf(':');
        boolean tagged = colon > name.lastIndexOf('/');
        String path = tagged ? name.substring(0, colon) : name;
        int slash = path.indexOf('/');
        String registry = slash > 0 && isRegistry(path.substring(0, slash)) ? path.substring(0, slash) : "";
        String repository = registry.isEmpty() ? path : path.substring(slash + 1);
        if (registry.isEmpty()) {
            registry = defaultRegistry;
        }
        if (registry.equals("index.docker.io")) {
            registry = DOCKER_HUB;
        }
        if (registry.equals(DOCKER_HUB) && repository.indexOf('/') < 0) {
            repository = OFFICIAL + repository;
        }
        if (!RepositoryName.isName(repository)
                || (tagged && !Tag.isTag(name.substring(colon + 1)))
                || (at >= 0 && !Digest.isDigest(text.substring(at + 1)))) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use the image name " + text
                            + ": it must be [registry/]repository[:tag][@sha256:…], the repository in lower case");
        }
        Digest digest = at < 0 ? null : Digest.parse(text.substring(at + 1));
        Tag tag = tagged ? new Tag(name.substring(colon + 1)) : digest == null ? Tag.LATEST : null;
        return new Reference(registry, new RepositoryName(repository), tag, digest);
    }

    public static Reference of(String registry, RepositoryName repository, Tag tag) {
        return new Reference(registry, repository, tag, null);
    }

    /** {@code host} or {@code host:port}: as Docker, something with a dot, a port, or {@code localhost}. */
    private static boolean isRegistry(String text) {
        int close = text.startsWith("[") ? text.indexOf(']') : -1;
        int colon = text.indexOf(':', Math.max(0, close));
        String host = colon < 0 ? text : text.substring(0, colon);
        boolean dotted = host.indexOf('.') >= 0;
        if (!dotted && colon < 0 && close < 0 && !text.equals("localhost")) {
            return false;
        }
        return isHost(host) && (colon < 0 || isPort(text.substring(colon + 1)));
    }

    private static boolean isHost(String host) {
        boolean address = host.startsWith("[") && host.endsWith("]");
        String inner = address ? host.substring(1, host.length() - 1) : host;
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!word && (address ? c != ':' && c != '.' : c != '.' && c != '-')) {
                return false;
            }
        }
        return !inner.isEmpty()
                && !inner.startsWith("-")
                && (address || !inner.startsWith("."))
                && !inner.contains("..");
    }

    private static boolean isPort(String text) {
        if (text.isEmpty() || text.length() > 5) {
            return false;
        }
        int port = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = port * 10 + c - '0';
        }
        return port <= 65_535;
    }

    /** {@code host} or {@code host:port}. */
    public String registry() {
        return registry;
    }

    public RepositoryName repository() {
        return repository;
    }

    public Optional<Tag> tag() {
        return Optional.ofNullable(tag);
    }

    public Optional<Digest> digest() {
        return Optional.ofNullable(digest);
    }

    public Reference withDigest(Digest other) {
        return new Reference(registry, repository, tag, other);
    }

    /** By its digest alone; it must have one. */
    public Reference withoutTag() {
        return new Reference(registry, repository, null, Objects.requireNonNull(digest));
    }

    /** What a registry is asked for: the digest where there is one, else the tag. */
    public String identifier() {
        return digest != null ? digest.toString() : Objects.requireNonNull(tag).text();
    }

    /** Registry and repository: {@code docker.io/library/hello}. */
    public String name() {
        return registry.concat("/").concat(repository.text());
    }

    /** Registry and repository as people write them, without what goes without saying: {@code hello}. */
    public String familiarName() {
        if (!registry.equals(DOCKER_HUB)) {
            return name();
        }
        String path = repository.text();
        return path.startsWith(OFFICIAL) && path.indexOf('/', OFFICIAL.length()) < 0
                ? path.substring(OFFICIAL.length())
                : path;
    }

    /** As people write it: {@code hello:1}. */
    public String familiar() {
        return familiarName() + suffix();
    }

    private String suffix() {
        return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }

    @Override
    public int compareTo(Reference other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Reference reference && toString().equals(reference.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** In full: {@code docker.io/library/hello:1}. */
    @Override
    public String toString() {
        return name() + suffix();
    }
}
