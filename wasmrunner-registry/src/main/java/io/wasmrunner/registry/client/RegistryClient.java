package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Credential;
import io.wasmrunner.registry.client.auth.Credentials;
import io.wasmrunner.registry.client.auth.Scope;
import io.wasmrunner.registry.client.config.ClientConfig;
import io.wasmrunner.registry.client.config.Mirror;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.reference.Reference;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import io.wasmrunner.registry.store.Lease;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The client of registries (distribution-spec 1.1). For any number of threads. What goes wrong with a registry is a {@link
 * RegistryException}; an {@link IOException} is about this machine's own files.
 */
public final class RegistryClient implements AutoCloseable {
    private final ClientConfig config;
    private final Hosts hosts;

    public RegistryClient(ClientConfig config, Credentials credentials, ClientOptions options) {
        this.config = config;
        this.hosts = new Hosts(config, credentials, options);
    }

    /** What is set for it. */
    public ClientConfig config() {
        return config;
    }

    /**
     * Moves an image into the store; what is there already does not move.
     *
     * @param lease holds all of it, until something else does
     */
    public Pulled pull(Reference reference, Choice choice, BlobStore store, Lease lease, Progress progress)
            throws IOException {
        return new Pull(reference, sources(reference), store, lease, choice, config.parallel(), progress).run();
    }

    /**
     * Moves a document of the store with all it needs to a registry, and calls it there by the reference's tag; without a
     * tag it is there by its digest.
     *
     * @param mountFrom where blobs of it may be already; those of the same registry are asked for them
     */
    public Pushed push(BlobStore store, Digest top, Reference to, Collection<Reference> mountFrom, Progress progress)
            throws IOException {
        String what = "cannot push " + to.familiar();
        try (Lease lease = store.lease()) {
            if (!lease.hold(top)) {
                throw new RegistryException(RegistryError.NOT_FOUND, what + ": " + top + " is not on this machine");
            }
            Document document =
                    Document.parse(store.read(top, Document.LARGEST), "", "the manifest of " + to.familiar());
            return push(new StoreOrigin(store, lease, what), document, to, mountFrom, progress, what);
        }
    }

    /** Moves from one registry to another, or inside one, past the store of this machine. */
    public Pushed copy(Reference from, Reference to, Choice choice, Progress progress) throws IOException {
        String what = "cannot copy " + from.familiar() + " to " + to.familiar();
        Sources sources = new Sources(List.of(repository(from)));
        Document document = sources.manifest(from.identifier(), what);
        for (int depth = 0; document instanceof Index index && !(choice instanceof Choice.All); depth++) {
            if (depth > 4) {
                throw new RegistryException(RegistryError.INVALID, what + ": its indexes are nested too deep");
            }
            Descriptor chosen = Chooser.choose(index, choice, what);
            document = Sources.checked(sources.manifest(chosen.digest().toString(), what), chosen);
        }
        return push(new RemoteOrigin(sources, what), document, to, List.of(from), progress, what);
    }

    private Pushed push(
            Push.Origin origin,
            Document document,
            Reference to,
            Collection<Reference> mountFrom,
            Progress progress,
            String what)
            throws IOException {
        if (to.digest().isPresent() && !to.digest().get().equals(document.digest())) {
            throw new RegistryException(
                    RegistryError.USAGE,
                    what + ": it has the digest " + document.digest() + "; leave @"
                            + to.digest().get() + " out");
        }
        Set<RepositoryName> mounts = new LinkedHashSet<>();
        for (Reference one : mountFrom) {
            if (one.registry().equals(to.registry()) && !one.repository().equals(to.repository())) {
                mounts.add(one.repository());
            }
        }
        BlobPush push = new BlobPush(repository(to), List.copyOf(mounts), config.chunkBytes(), progress, what);
        List<Tag> tags = to.tag().map(List::of).orElse(List.of());
        return new Push(origin, push, config.parallel(), what).run(document, to, tags);
    }

    /** The document that a reference means now, and nothing that it names. */
    public Document manifest(Reference reference) {
        return sources(reference).manifest(reference.identifier(), "cannot get " + reference.familiar());
    }

    /** What a reference means now; empty when there is nothing by that name. */
    public Optional<Digest> resolve(Reference reference) {
        Repository repository = repository(reference);
        return repository.resolve(reference.identifier(), repository.pulls(), "cannot look up " + reference.familiar());
    }

    /** Puts a document under the reference's tag, or else its digest. What it names must be there. */
    public void put(Document document, Reference reference) {
        String what = "cannot put " + reference.familiar();
        Repository repository = repository(reference);
        String identifier =
                reference.tag().map(Tag::text).orElse(document.digest().toString());
        boolean noted = repository.put(document, identifier, what);
        if (!noted && document.subject().isPresent()) {
            new Referrers(repository, what).note(document);
        }
    }

    /** Puts a small blob into a repository, unless it is there. */
    public void putBlob(Descriptor blob, byte[] content, Reference repository) throws IOException {
        String what = "cannot push to " + repository.familiarName();
        new BlobPush(repository(repository), List.of(), config.chunkBytes(), Progress.SILENT, what)
                .run(blob, BlobContent.of(content), new AtomicBoolean());
    }

    /**
     * A small blob of a repository; its bytes are those of its digest.
     *
     * @param most bytes
     */
    public byte[] blob(Descriptor blob, Reference repository, int most) {
        String what = "cannot get " + blob.digest() + " of " + repository.familiarName();
        if (blob.size() > most) {
            throw new RegistryException(
                    RegistryError.INVALID, what + ": it has " + blob.size() + " bytes; the most is " + most);
        }
        Repository from = repository(repository);
        try (Answer answer = from.blob(blob, 0, -1, what)) {
            byte[] content = answer.bytes((int) blob.size());
            Digest actual = Digester.of(blob.digest().algorithm())
                    .update(content, 0, content.length)
                    .digest();
            if (!actual.equals(blob.digest())) {
                throw new RegistryException(RegistryError.INVALID, what + ": what came has the digest " + actual);
            }
            return content;
        } catch (IOException e) {
            throw from.broken(e, what);
        }
    }

    /** Bytes of a blob of a repository; empty when it is not there. */
    public OptionalLong blobSize(Digest blob, Reference repository) {
        return repository(repository).size(blob, "cannot look up " + blob + " of " + repository.familiarName());
    }

    /**
     * Moves a blob of a repository, or what is left of it, into a writer, which is left open: neither its digest was
     * compared yet, nor is it a blob of the store.
     */
    public void fetch(Descriptor blob, Reference repository, BlobWriter writer) throws IOException {
        String what = "cannot get " + blob.digest() + " of " + repository.familiarName();
        new BlobTransfer(repository(repository), blob, writer, new AtomicBoolean(), Progress.SILENT, what).run();
    }

    /** The tags of a repository, sorted. */
    public List<String> tags(Reference repository) {
        Repository there = repository(repository);
        return Pages.all(
                there.host(),
                "/v2/" + there.name() + "/tags/list?n=1000",
                there.pulls(),
                "tags",
                "cannot list the tags of " + repository.familiarName());
    }

    /**
     * The repositories of a registry that has a catalog, sorted.
     *
     * @param containing only those whose names contain it, in whatever case; empty for all
     */
    public List<String> catalog(String registry, String containing) {
        String part = containing.toLowerCase(Locale.ROOT);
        return Pages.all(
                        hosts.of(registry),
                        "/v2/_catalog?n=1000",
                        Scope.CATALOG,
                        "repositories",
                        "cannot list the repositories of " + registry)
                .stream()
                .filter(name -> name.contains(part))
                .toList();
    }

    /**
     * What is about a document of a repository.
     *
     * @param artifactType only these; empty for all
     */
    public List<Descriptor> referrers(Reference repository, Digest subject, String artifactType) {
        return new Referrers(repository(repository), "cannot list what is about " + subject)
                .list(subject, artifactType);
    }

    /** Deletes a tag, or, when the reference has a digest, the document with all its tags. */
    public void delete(Reference reference) {
        repository(reference).delete("/manifests/" + reference.identifier(), "cannot delete " + reference.familiar());
    }

    public void deleteBlob(Reference repository, Digest blob) {
        repository(repository).delete("/blobs/" + blob, "cannot delete " + blob + " of " + repository.familiarName());
    }

    /**
     * Asks a registry whether it takes a password.
     *
     * @throws RegistryException {@link RegistryError#DENIED} when it does not
     */
    public void checkLogin(String registry, Credential.Password password) {
        String what = "cannot log in to " + registry;
        RegistryHost host = hosts.of(registry, _ -> password);
        try (Answer answer = host.call(Call.get(host.uri("/v2/", what)), Scope.NONE, what)) {
            if (answer.status() != 200) {
                throw Failures.of(answer, what);
            }
        }
    }

    private Repository repository(Reference reference) {
        return new Repository(hosts.of(reference.registry()), reference.repository());
    }

    private Sources sources(Reference reference) {
        List<Repository> all = new ArrayList<>();
        for (Mirror mirror : config.host(reference.registry()).mirrors()) {
            all.add(new Repository(hosts.of(mirror.registry()), mirror.repository(reference.repository())));
        }
        all.add(repository(reference));
        return new Sources(all);
    }

    @Override
    public void close() {
        hosts.close();
    }
}
