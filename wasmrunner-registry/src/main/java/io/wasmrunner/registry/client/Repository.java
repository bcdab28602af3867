package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Scope;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Body;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.Plain;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.RepositoryName;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;

/** A repository of a registry: its manifests and its blobs. */
final class Repository {
    private static final String ACCEPT = String.join(
            ", ", MediaTypes.OCI_INDEX, MediaTypes.OCI_MANIFEST, MediaTypes.DOCKER_LIST, MediaTypes.DOCKER_MANIFEST);

    private final RegistryHost host;
    private final RepositoryName name;

    Repository(RegistryHost host, RepositoryName name) {
        this.host = host;
        this.name = name;
    }

    RegistryHost host() {
        return host;
    }

    RepositoryName name() {
        return name;
    }

    Scope pulls() {
        return Scope.pull(name);
    }

    Scope pushes() {
        return Scope.push(name);
    }

    URI uri(String rest, String what) {
        return host.uri("/v2/" + name + rest, what);
    }

    /**
     * What a tag or a digest means now; empty when there is nothing by that name.
     *
     * @param identifier a tag or a digest
     */
    Optional<Digest> resolve(String identifier, Scope scope, String what) {
        Call call = Call.of("HEAD", uri("/manifests/" + identifier, what)).with("accept", ACCEPT);
        try (Answer answer = host.call(call, scope, what)) {
            return switch (answer.status()) {
                case 200 -> {
                    Optional<String> said =
                            answer.headers().first("docker-content-digest").filter(Digest::isDigest);
                    yield Optional.of(
                            said.isPresent()
                                    ? Digest.parse(said.get())
                                    : manifest(identifier, what).digest());
                }
                case 404 -> Optional.empty();
                default -> throw Failures.of(answer, what);
            };
        }
    }

    /** The document by a tag or a digest; its bytes are those of the digest. */
    Document manifest(String identifier, String what) {
        Call call = Call.get(uri("/manifests/" + identifier, what)).with("accept", ACCEPT);
        try (Answer answer = host.call(call, pulls(), what)) {
            if (answer.status() != 200) {
                throw Failures.of(answer, what);
            }
            String type = answer.headers().first("content-type").orElse("");
            if (Failures.isHtml(answer)) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        what + ": " + host.name()
                                + " answers 200 with text/html instead of a manifest; is it a registry?");
            }
            byte[] bytes = answer.bytes(Document.LARGEST);
            if (Digest.isDigest(identifier)) {
                verify(bytes, Digest.parse(identifier), what);
            }
            // Some registries say of every answer that it is JSON; what it is, the document says itself then.
            String claimed = type.startsWith("application/json") ? "" : type;
            return Document.parse(bytes, claimed, "the manifest " + name + " " + identifier + " of " + host.name());
        } catch (IOException e) {
            throw broken(e, what);
        }
    }

    private void verify(byte[] bytes, Digest expected, String what) {
        Digest actual =
                Digester.of(expected.algorithm()).update(bytes, 0, bytes.length).digest();
        if (!actual.equals(expected)) {
            throw new RegistryException(
                    RegistryError.INVALID,
                    what + ": " + host.name() + " answers " + expected + " with content of the digest " + actual);
        }
    }

    /** Puts a document under a tag or its digest, and tells whether the registry took note of its subject. */
    boolean put(Document document, String identifier, String what) {
        Call call = Call.of("PUT", uri("/manifests/" + identifier, what))
                .with("content-type", document.mediaType())
                .withBody(Body.of(document.bytes()));
        try (Answer answer = host.call(call, pushes(), what)) {
            if (answer.status() != 201 && answer.status() != 200) {
                throw Failures.of(answer, what);
            }
            Optional<String> digest = answer.headers().first("docker-content-digest");
            if (digest.isPresent()
                    && !digest.get().equals(document.digest().toString())
                    && digest.get().startsWith("sha256:")) {
                throw new RegistryException(
                        RegistryError.INVALID,
                        what + ": " + host.name() + " stored " + Plain.text(digest.get()) + " instead of "
                                + document.digest());
            }
            return answer.headers().first("oci-subject").isPresent();
        }
    }

    /** Bytes of a blob; empty when it is not there. */
    OptionalLong size(Digest blob, String what) {
        try (Answer answer = host.call(Call.of("HEAD", uri("/blobs/" + blob, what)), pulls(), what)) {
            if (answer.status() == 404) {
                return OptionalLong.empty();
            }
            if (answer.status() != 200) {
                throw Failures.of(answer, what);
            }
            long size = answer.contentLength();
            if (size < 0) {
                throw new RegistryException(
                        RegistryError.INVALID, what + ": " + host.name() + " does not say how large it is");
            }
            return OptionalLong.of(size);
        } catch (IOException e) {
            throw broken(e, what);
        }
    }

    boolean has(Digest blob, Scope scope, String what) {
        try (Answer answer = host.call(Call.of("HEAD", uri("/blobs/" + blob, what)), scope, what)) {
            return switch (answer.status()) {
                case 200 -> true;
                case 404 -> false;
                default -> throw Failures.of(answer, what);
            };
        }
    }

    /**
     * The answer with a blob from some byte on: 206, or 200 for all of it, or 416.
     *
     * @param to the last byte, or -1 for the end
     */
    Answer blob(Descriptor blob, long from, long to, String what) {
        Call call = Call.get(uri("/blobs/" + blob.digest(), what));
        boolean part = from > 0 || to >= 0;
        Answer answer =
                host.call(part ? call.with("range", "bytes=" + from + "-" + (to < 0 ? "" : to)) : call, pulls(), what);
        if (answer.status() == 200 || (part && (answer.status() == 206 || answer.status() == 416))) {
            return answer;
        }
        try (answer) {
            throw Failures.of(answer, what);
        }
    }

    /** @param path {@code /manifests/…} or {@code /blobs/…} */
    void delete(String path, String what) {
        try (Answer answer = host.call(Call.of("DELETE", uri(path, what)), Scope.delete(name), what)) {
            if (answer.status() != 202 && answer.status() != 200 && answer.status() != 204) {
                throw Failures.of(answer, what);
            }
        }
    }

    RegistryException broken(IOException e, String what) {
        return Failures.of(e, what, host.name());
    }

    @Override
    public String toString() {
        return host.name() + "/" + name;
    }
}
