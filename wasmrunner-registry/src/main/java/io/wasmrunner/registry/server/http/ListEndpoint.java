package io.wasmrunner.registry.server.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.wasmrunner.registry.digest.Digest;
import io.wasmrunner.registry.format.Descriptor;
import io.wasmrunner.registry.format.Index;
import io.wasmrunner.registry.format.Json;
import io.wasmrunner.registry.format.MediaTypes;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.metadata.Metadata;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What can be listed, page by page: tags, referrers, repositories (distribution-spec 1.1, "Content Discovery"). */
final class ListEndpoint {
    private static final int LARGEST_PAGE = 1000;
    private static final String JSON = "application/json";

    private final Metadata metadata;

    ListEndpoint(Metadata metadata) {
        this.metadata = metadata;
    }

    void tags(Exchange exchange, Target.Tags target) {
        reading(exchange);
        RepositoryName repository = exchange.repository(target.name(), Action.PULL);
        if (!metadata.knows(repository)) {
            throw new ApiException(ErrorCode.NAME_UNKNOWN, "cannot find the repository " + repository);
        }
        int page = page(exchange);
        String after = exchange.query("last").orElse("");
        List<String> found = page == 0 ? List.of() : metadata.tags().list(repository, after, page + 1);
        List<String> shown = cut(found, page);
        if (found.size() > page && page > 0) {
            link(exchange, "/v2/" + repository + "/tags/list", page, shown.getLast(), "");
        }
        ObjectNode node = Json.object();
        node.put("name", repository.text());
        ArrayNode list = node.putArray("tags");
        shown.forEach(list::add);
        exchange.send(Status.OK_200, JSON, Json.bytes(node));
    }

    void catalog(Exchange exchange) {
        reading(exchange);
        exchange.list();
        int page = page(exchange);
        List<String> shown = new ArrayList<>();
        String after = exchange.query("last").orElse("");
        boolean more = page > 0;
        boolean overflow = false;
        while (more && !overflow) {
            List<String> some = metadata.repositories(after, LARGEST_PAGE);
            for (String name : some) {
                if (exchange.caller().sees(new RepositoryName(name))) {
                    if (shown.size() == page) {
                        overflow = true;
                        break;
                    }
                    shown.add(name);
                }
            }
            more = some.size() == LARGEST_PAGE;
            after = some.isEmpty() ? after : some.getLast();
        }
        if (overflow) {
            link(exchange, "/v2/_catalog", page, shown.getLast(), "");
        }
        ObjectNode node = Json.object();
        ArrayNode list = node.putArray("repositories");
        shown.forEach(list::add);
        exchange.send(Status.OK_200, JSON, Json.bytes(node));
    }

    /** Never an unknown name or digest: what nobody refers to yet has an empty list. */
    void referrers(Exchange exchange, Target.Referrers target) {
        reading(exchange);
        RepositoryName repository = exchange.repository(target.name(), Action.PULL);
        Digest subject = Exchange.digestOf(target.digest());
        String type = exchange.query("artifactType").orElse("");
        int page = page(exchange);
        String after = exchange.query("last").orElse("");
        List<Descriptor> found = metadata.manifests().referrers(repository, subject, type, after, page + 1);
        List<Descriptor> shown = cut(found, page);
        if (found.size() > page && page > 0) {
            String filter = type.isEmpty() ? "" : "&artifactType=" + encode(type);
            link(
                    exchange,
                    "/v2/" + repository + "/referrers/" + subject,
                    page,
                    shown.getLast().digest().toString(),
                    filter);
        }
        if (!type.isEmpty()) {
            exchange.with(Headers.FILTERS, "artifactType");
        }
        exchange.send(
                Status.OK_200, MediaTypes.OCI_INDEX, Index.of(shown, Map.of()).bytes());
    }

    private static void reading(Exchange exchange) {
        if (!exchange.method().equals("GET") && !exchange.isHead()) {
            throw Api.notAllowed();
        }
    }

    private static int page(Exchange exchange) {
        return (int) Math.min(LARGEST_PAGE, exchange.number("n").orElse(LARGEST_PAGE));
    }

    private static <T> List<T> cut(List<T> found, int page) {
        return found.size() > page ? found.subList(0, page) : found;
    }

    private static void link(Exchange exchange, String path, int page, String last, String filter) {
        exchange.with(
                HeaderNames.LINK, "<" + path + "?n=" + page + "&last=" + encode(last) + filter + ">; rel=\"next\"");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
