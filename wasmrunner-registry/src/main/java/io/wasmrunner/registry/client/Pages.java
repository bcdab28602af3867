package io.wasmrunner.registry.client;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.auth.Scope;
import io.wasmrunner.registry.client.http.Answer;
import io.wasmrunner.registry.client.http.Call;
import io.wasmrunner.registry.client.http.Origin;
import io.wasmrunner.registry.format.Fields;
import io.wasmrunner.registry.format.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists that registries give page by page (distribution-spec 1.1, "Listing Tags"). */
final class Pages {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;\\s*rel=\"?next\"?.*");
    private static final int LARGEST_PAGE = 8 << 20;
    private static final int MOST_PAGES = 10_000;
    private static final int MOST_ENTRIES = 1_000_000;

    private Pages() {}

    /**
     * All entries, sorted: not every registry does that.
     *
     * @param path of the first page, from {@code /v2/} on
     * @param field the list in each page
     */
    static List<String> all(RegistryHost host, String path, Scope scope, String field, String what) {
        List<String> all = new ArrayList<>();
        Optional<URI> page = Optional.of(host.uri(path, what));
        for (int pages = 0; page.isPresent(); pages++) {
            int before = all.size();
            try (Answer answer = host.call(Call.get(page.get()), scope, what)) {
                if (answer.status() != 200) {
                    throw Failures.of(answer, what);
                }
                if (Failures.isHtml(answer)) {
                    throw new RegistryException(
                            RegistryError.INVALID,
                            what + ": " + host.name()
                                    + " answers 200 with text/html instead of JSON; is it a registry?");
                }
                all.addAll(new Fields(Json.object(answer.bytes(LARGEST_PAGE), "the list of " + field), "the list")
                        .texts(field));
                page = next(answer, page.get(), what);
            } catch (IOException e) {
                throw Failures.of(e, what, host.name());
            }
            if (pages == MOST_PAGES || all.size() > MOST_ENTRIES || (page.isPresent() && all.size() == before)) {
                throw new RegistryException(RegistryError.INVALID, what + ": " + host.name() + " never ends its list");
            }
        }
        return all.stream().sorted().distinct().toList();
    }

    /** Where the next page is. It must be of the same registry: the request for it carries authorization. */
    static Optional<URI> next(Answer answer, URI page, String what) {
        for (String link : answer.headers().all("link")) {
            Matcher matcher = NEXT.matcher(link);
            if (matcher.matches()) {
                try {
                    URI next = page.resolve(new URI(matcher.group(1)));
                    URI same = URI.create(Origin.of(page)
                            + next.getRawPath()
                            + (next.getRawQuery() == null ? "" : "?" + next.getRawQuery()));
                    return same.equals(page) ? Optional.empty() : Optional.of(same);
                } catch (URISyntaxException e) {
                    throw new RegistryException(
                            RegistryError.INVALID, what + ": the next page of the list has no usable address", e);
                }
            }
        }
        return Optional.empty();
    }
}
