package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Document;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.MediaTypes;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is about something else in a repository: signatures and the like (distribution-spec 1.1, "Listing Referrers"; where a
 * registry does not keep them, "Referrers Tag Schema").
 */
final class Referrers {
    private static final int MOST = 10_000;
    private static final int ATTEMPTS = 3;

    private final Repository repository;
    private final String what;

    Referrers(Repository repository, String what) {
        this.repository = repository;
        this.what = what;
    }

    /** @param artifactType only these; empty for all */
    List<Descriptor> list(Digest subject, String artifactType) {
        List<Descriptor> all = new ArrayList<>();
        String filter = artifactType.isEmpty()
                ? ""
                : "?artifactType=" + URLEncoder.encode(artifactType, StandardCharsets.UTF_8);
        Optional<URI> page = Optional.of(repository.uri("/referrers/" + subject + filter, what));
        while (page.isPresent()) {
            try (Answer answer = repository
                    .host()
                    .call(Call.get(page.get()).with("accept", MediaTypes.OCI_INDEX), repository.pulls(), what)) {
                if (answer.status() == 404 && all.isEmpty()) {
                    all.addAll(fallback(subject).map(Index::manifests).orElse(List.of()));
                    break;
                }
                if (answer.status() != 200) {
                    throw Failures.of(answer, what);
                }
                all.addAll(index(answer, subject).manifests());
                page = Pages.next(answer, page.get(), what);
            } catch (IOException e) {
                throw repository.broken(e, what);
            }
            if (all.size() > MOST) {
                throw new RegistryException(RegistryError.INVALID, what + ": it has more than " + MOST + " referrers");
            }
        }
        return all.stream()
                .filter(one -> artifactType.isEmpty() || one.artifactType().equals(artifactType))
                .toList();
    }

    private Index index(Answer answer, Digest subject) throws IOException {
        String type = answer.headers().first("content-type").orElse("");
        if (Document.parse(answer.bytes(Document.LARGEST), type, "the referrers of " + subject)
                instanceof Index index) {
            return index;
        }
        throw new RegistryException(
                RegistryError.INVALID, what + ": " + repository.host().name() + " lists referrers in no index");
    }

    private Optional<Index> fallback(Digest subject) {
        if (repository.resolve(tag(subject), repository.pulls(), what).isEmpty()) {
            return Optional.empty();
        }
        return repository.manifest(tag(subject), what) instanceof Index index ? Optional.of(index) : Optional.empty();
    }

    private static String tag(Digest subject) {
        String tag = subject.algorithm() + "-" + subject.hex();
        return tag.substring(0, Math.min(tag.length(), 128));
    }

    /**
     * Notes in the index under the fallback tag that a document is about its subject. Somebody else may do the same at that
     * moment, so it is looked at again.
     */
    void note(Document document) {
        Descriptor subject = document.subject().orElseThrow();
        Descriptor entry =
                document.descriptor().withArtifactType(document.artifactType()).withAnnotations(document.annotations());
        for (int i = 0; i < ATTEMPTS; i++) {
            List<Descriptor> entries = new ArrayList<>(
                    fallback(subject.digest()).map(Index::manifests).orElse(List.of()));
            if (entries.stream().anyMatch(one -> one.digest().equals(entry.digest()))) {
                return;
            }
            entries.add(entry);
            repository.put(Index.of(entries, Map.of()), tag(subject.digest()), what);
        }
    }
}
