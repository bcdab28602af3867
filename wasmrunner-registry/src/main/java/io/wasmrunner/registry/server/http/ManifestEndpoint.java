package io.wasmrunner.registry.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.digest.Digester;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.reference.Tag;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.metadata.NamedContent;
import io.wasmrunner.registry.server.metadata.NewManifest;
import io.wasmrunner.registry.server.metadata.PutResult;
import io.wasmrunner.registry.server.metadata.StoredManifest;
import io.wasmrunner.registry.server.notify.Event;
import io.wasmrunner.registry.server.notify.Notifier;
import io.wasmrunner.registry.server.upstream.Cached;
import io.wasmrunner.registry.store.BlobStore;
import io.wasmrunner.registry.store.BlobWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** {@code /v2/<name>/manifests/<reference>} (distribution-spec 1.1, "Pulling manifests", "Pushing Manifests", "Deleting"). */
final class ManifestEndpoint {
    /** More tags at once than anybody needs; the draft asks for ten at least. */
    private static final int MOST_TAGS = 100;

    private final BlobStore store;
    private final Metadata metadata;
    private final ManifestCache cache;
    private final Rules rules;
    private final Notifier notifier;
    private final Filled filled;

    ManifestEndpoint(
            BlobStore store, Metadata metadata, ManifestCache cache, Rules rules, Notifier notifier, Filled filled) {
        this.store = store;
        this.metadata = metadata;
        this.cache = cache;
        this.rules = rules;
        this.notifier = notifier;
        this.filled = filled;
    }

    void handle(Exchange exchange, Target.Manifest target) throws IOException {
        switch (exchange.method()) {
            case "GET", "HEAD" -> get(exchange, target);
            case "PUT" -> put(exchange, target);
            case "DELETE" -> delete(exchange, target);
            default -> throw Api.notAllowed();
        }
    }

    private void get(Exchange exchange, Target.Manifest target) throws IOException {
        RepositoryName repository = exchange.repository(target.name(), Action.PULL);
        StoredManifest manifest = find(exchange, repository, target.reference()).orElseThrow(ManifestEndpoint::unknown);
        String etag = '"' + manifest.digest().toString() + '"';
        exchange.with(Headers.CONTENT_DIGEST, manifest.digest().toString()).with(HeaderNames.ETAG, etag);
        if (exchange.header(HeaderNames.IF_NONE_MATCH).contains(etag)) {
            exchange.send(Status.NOT_MODIFIED_304);
            return;
        }
        byte[] content = cache.get(manifest.digest());
        if (exchange.isHead()) {
            exchange.with(HeaderNames.CONTENT_TYPE, manifest.mediaType()).sendHead(Status.OK_200, content.length);
        } else {
            exchange.send(Status.OK_200, manifest.mediaType(), content);
        }
    }

    private Optional<StoredManifest> find(Exchange exchange, RepositoryName repository, String reference)
            throws IOException {
        if (filled.is(repository)) {
            Optional<Cached> cached = filled.manifest(repository, reference);
            if (cached.isPresent() && cached.get().stale()) {
                exchange.with(HeaderNames.WARNING, "110 - \"Response is Stale\"");
            }
            return cached.map(Cached::manifest);
        }
        if (reference.indexOf(':') >= 0) {
            return metadata.manifests().find(repository, Exchange.digestOf(reference));
        }
        return Tag.isTag(reference) ? metadata.manifests().find(repository, new Tag(reference)) : Optional.empty();
    }

    private void put(Exchange exchange, Target.Manifest target) throws IOException {
        RepositoryName repository = exchange.repository(target.name(), Action.PULL, Action.PUSH);
        filled.refusePush(repository);
        List<Tag> tags = tags(exchange, target.reference());
        byte[] content = read(exchange);
        Digest digest = digest(target.reference(), content);
        Document document = parse(exchange, content);
        NewManifest manifest =
                new NewManifest(document, digest, NamedContent.blobs(document), NamedContent.manifests(document), tags);
        touch(manifest);
        keep(digest, content);
        switch (metadata.manifests().put(repository, manifest, rules.fixed(repository))) {
            case PutResult.Missing(List<Digest> digests) -> throw missing(digests);
            case PutResult.Fixed(Tag tag) -> throw fixed(tag);
            case PutResult.WrongSize wrong ->
                throw new ApiException(
                        ErrorCode.MANIFEST_INVALID,
                        "cannot store the manifest: it says that " + wrong.digest() + " has " + wrong.said()
                                + " bytes, but it has " + wrong.actual());
            case PutResult.Stored() -> {
                pushed(exchange, repository, manifest);
                stored(exchange, repository, manifest);
            }
        }
    }

    private void pushed(Exchange exchange, RepositoryName repository, NewManifest manifest) {
        List<String> tags = manifest.tags().isEmpty()
                ? List.of("")
                : manifest.tags().stream().map(Tag::text).toList();
        Document document = manifest.document();
        for (String tag : tags) {
            notifier.tell(Event.pushed(
                    repository,
                    document.mediaType(),
                    document.bytes().length,
                    manifest.digest(),
                    tag,
                    exchange.caller().user(),
                    exchange.remote()));
        }
    }

    private void deleted(Exchange exchange, RepositoryName repository, String reference) {
        boolean digest = reference.indexOf(':') >= 0;
        notifier.tell(new Event(
                "delete",
                repository,
                "",
                0,
                digest ? reference : "",
                digest ? "" : reference,
                exchange.caller().user(),
                exchange.remote()));
    }

    private static List<Tag> tags(Exchange exchange, String reference) {
        List<String> texts = new ArrayList<>(exchange.queries("tag"));
        if (reference.indexOf(':') < 0) {
            texts.add(reference);
        }
        if (texts.size() > MOST_TAGS) {
            throw ApiException.of(
                    ErrorCode.MANIFEST_INVALID,
                    Status.REQUEST_URI_TOO_LONG_414,
                    "cannot set so many tags at once; the most is " + MOST_TAGS);
        }
        for (String text : texts) {
            if (!Tag.isTag(text)) {
                throw new ApiException(
                        ErrorCode.MANIFEST_INVALID,
                        "cannot use the tag: it must be at most 128 letters, digits and . _ -, and begin with none of"
                                + " . -");
            }
        }
        return texts.stream().distinct().map(Tag::new).toList();
    }

    private static byte[] read(Exchange exchange) throws IOException {
        boolean tooLarge = exchange.contentLength().orElse(0) > Document.LARGEST;
        byte[] content =
                tooLarge || !exchange.hasBody() ? new byte[0] : exchange.body().readNBytes(Document.LARGEST + 1);
        if (tooLarge || content.length > Document.LARGEST) {
            throw ApiException.of(
                    ErrorCode.MANIFEST_INVALID,
                    Status.REQUEST_ENTITY_TOO_LARGE_413,
                    "cannot store the manifest: the most that this registry takes is " + Document.LARGEST + " bytes");
        }
        return content;
    }

    private static Digest digest(String reference, byte[] content) {
        if (reference.indexOf(':') < 0) {
            return Digest.of(content);
        }
        Digest expected = Exchange.digestOf(reference);
        Digest actual = Digester.of(expected.algorithm())
                .update(content, 0, content.length)
                .digest();
        if (!actual.equals(expected)) {
            throw new ApiException(
                    ErrorCode.DIGEST_INVALID,
                    "cannot store " + expected + ": the manifest that came has the digest " + actual);
        }
        return expected;
    }

    private static Document parse(Exchange exchange, byte[] content) {
        try {
            return Document.parse(content, exchange.header(HeaderNames.CONTENT_TYPE), "the manifest");
        } catch (RegistryException e) {
            throw new ApiException(ErrorCode.MANIFEST_INVALID, String.valueOf(e.getMessage()));
        }
    }

    /** From here on no collection removes what the manifest needs, until its grace is over. */
    private void touch(NewManifest manifest) throws IOException {
        List<Digest> missing = new ArrayList<>();
        for (Digest blob : manifest.blobs().keySet()) {
            if (!store.touch(blob)) {
                missing.add(blob);
            }
        }
        for (Digest child : manifest.manifests()) {
            if (!store.touch(child)) {
                missing.add(child);
            }
        }
        if (!missing.isEmpty()) {
            throw missing(missing);
        }
    }

    private void keep(Digest digest, byte[] content) throws IOException {
        if (store.touch(digest)) {
            return;
        }
        try (BlobWriter writer = store.create(digest.algorithm())) {
            writer.write(content, 0, content.length);
            writer.commit(digest);
        }
    }

    private static void stored(Exchange exchange, RepositoryName repository, NewManifest manifest) {
        exchange.with(HeaderNames.LOCATION, "/v2/" + repository + "/manifests/" + manifest.digest())
                .with(Headers.CONTENT_DIGEST, manifest.digest().toString());
        manifest.document()
                .subject()
                .map(Descriptor::digest)
                .ifPresent(subject -> exchange.with(Headers.SUBJECT, subject.toString()));
        if (!exchange.queries("tag").isEmpty()) {
            exchange.with(Headers.TAG, manifest.tags().stream().map(Tag::text).toList());
        }
        exchange.send(Status.CREATED_201);
    }

    private void delete(Exchange exchange, Target.Manifest target) {
        RepositoryName repository = exchange.repository(target.name(), Action.DELETE);
        String reference = target.reference();
        fixed(repository, reference);
        boolean there = reference.indexOf(':') >= 0
                ? metadata.manifests().delete(repository, Exchange.digestOf(reference))
                : Tag.isTag(reference) && metadata.tags().delete(repository, new Tag(reference));
        if (!there) {
            throw unknown();
        }
        deleted(exchange, repository, reference);
        exchange.send(Status.ACCEPTED_202);
    }

    private void fixed(RepositoryName repository, String reference) {
        List<Tag> going = reference.indexOf(':') >= 0
                ? metadata.manifests().tags(repository, Exchange.digestOf(reference))
                : Tag.isTag(reference) ? List.of(new Tag(reference)) : List.of();
        going.stream().filter(rules.fixed(repository)).findFirst().ifPresent(tag -> {
            throw fixed(tag);
        });
    }

    private static ApiException fixed(Tag tag) {
        return new ApiException(
                ErrorCode.DENIED,
                "cannot change the tag " + tag + ": it is immutable in this repository; use another one");
    }

    private static ApiException unknown() {
        return new ApiException(ErrorCode.MANIFEST_UNKNOWN, "cannot find that manifest in this repository");
    }

    private static ApiException missing(Collection<Digest> digests) {
        ArrayNode list = Json.object().putArray("digests");
        for (Digest digest : digests) {
            ObjectNode one = list.addObject();
            one.put("digest", digest.toString());
        }
        return ApiException.of(
                ErrorCode.MANIFEST_BLOB_UNKNOWN,
                "cannot store the manifest: it names " + digests.iterator().next()
                        + (digests.size() > 1 ? " and " + (digests.size() - 1) + " more" : "")
                        + ", which this repository has not; push it first",
                list);
    }
}
