package io.wasmrunner.registry.server.page;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.access.Caller;
import io.wasmrunner.registry.server.access.Guard;
import io.wasmrunner.registry.server.metadata.Metadata;
import io.wasmrunner.registry.server.metadata.Tags;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code GET /}: the repositories, and with {@code ?repository=} the tags of one. Only to be read. */
public final class Page {
    private static final int MOST = 1000;
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName REFERRERS = HeaderNames.create("Referrer-Policy");

    private static final String STYLE = """
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
        table { border-collapse: collapse; width: 100%; }
        th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #ccc; vertical-align: top; }
        code { overflow-wrap: anywhere; }
        @media (prefers-color-scheme: dark) { body { background: #111; color: #eee; } a { color: #8bf; } }
        """;

    private static final String SCRIPT = """
        for (const button of document.querySelectorAll('button[data-copy]')) {
          button.hidden = false;
          button.addEventListener('click', () => navigator.clipboard.writeText(button.dataset.copy));
        }
        """;

    private final Metadata metadata;
    private final Guard guard;

    public Page(Metadata metadata, Guard guard) {
        this.metadata = metadata;
        this.guard = guard;
    }

    public void route(HttpRouting.Builder routing) {
        routing.get("/", this::page);
        routing.get("/style.css", (_, response) -> send(response, Status.OK_200, "text/css", STYLE));
        routing.get("/copy.js", (_, response) -> send(response, Status.OK_200, "text/javascript", SCRIPT));
    }

    private void page(ServerRequest request, ServerResponse response) {
        String authorization =
                request.headers().first(HeaderNames.AUTHORIZATION).orElse("");
        Caller caller = guard.ask(authorization) instanceof Guard.Answer.Known(Caller known) ? known : Caller.NOBODY;
        Optional<String> wanted = request.query().contains("repository")
                ? Optional.of(request.query().first("repository").get())
                : Optional.empty();
        if (wanted.isEmpty()) {
            list(response, caller);
            return;
        }
        Optional<RepositoryName> repository = wanted.filter(RepositoryName::isName)
                .map(RepositoryName::new)
                .filter(name -> caller.may(name, Action.PULL) && metadata.knows(name));
        if (repository.isEmpty()) {
            send(
                    response,
                    Status.NOT_FOUND_404,
                    "text/html",
                    frame("Not found").raw("<p>There is no such repository.").toString());
            return;
        }
        show(response, repository.get(), request.authority());
    }

    private void list(ServerResponse response, Caller caller) {
        Html html = frame("Repositories").raw("<ul>");
        List<String> names = metadata.repositories("", MOST).stream()
                .filter(name -> caller.sees(new RepositoryName(name)))
                .toList();
        for (String name : names) {
            html.raw("<li><a href=\"/?repository=")
                    .text(name)
                    .raw("\">")
                    .text(name)
                    .raw("</a>");
        }
        html.raw("</ul>");
        if (names.isEmpty()) {
            html.raw("<p>There is nothing here that everybody may see.");
        }
        send(response, Status.OK_200, "text/html", html.toString());
    }

    private void show(ServerResponse response, RepositoryName repository, String authority) {
        Html html = frame(repository.text())
                .raw("<p><a href=\"/\">All repositories</a><table><tr><th>Tag<th>Size<th>Signatures<th>Pull");
        for (Tags.Described tag : metadata.tags().describe(repository, MOST)) {
            String command = "wasmrunner pull " + authority + "/" + repository + ":" + tag.name();
            html.raw("<tr><td>")
                    .text(tag.name())
                    .raw("<br><code>")
                    .text(tag.digest())
                    .raw("</code><td>");
            html.text(size(tag.bytes()))
                    .raw("<td>")
                    .text(signatures(tag))
                    .raw("<td><code>")
                    .text(command);
            html.raw("</code> <button hidden data-copy=\"").text(command).raw("\">Copy</button>");
        }
        send(response, Status.OK_200, "text/html", html.raw("</table>").toString());
    }

    private static String signatures(Tags.Described tag) {
        String referrers = tag.referrers() == 0 ? "" : tag.referrers() + " referrers";
        String signed = tag.signed() ? "signed" : "";
        return signed.isEmpty() || referrers.isEmpty() ? signed + referrers : signed + ", " + referrers;
    }

    private static String size(long bytes) {
        return bytes < 1 << 20
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    private static Html frame(String title) {
        return new Html()
                .raw("<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport"
                        + " content=\"width=device-width\"><title>")
                .text(title)
                .raw("</title><link rel=stylesheet href=/style.css><script src=/copy.js defer></script><h1>")
                .text(title)
                .raw("</h1>");
    }

    private static void send(ServerResponse response, Status status, String type, String text) {
        response.header(HeaderValues.create(HeaderNames.CONTENT_TYPE, type + "; charset=utf-8"));
        response.header(HeaderValues.create(
                POLICY,
                "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'"));
        response.header(HeaderValues.create(REFERRERS, "no-referrer"));
        response.header(HeaderValues.X_CONTENT_TYPE_OPTIONS_NOSNIFF);
        response.status(status);
        response.send(text.getBytes(StandardCharsets.UTF_8));
    }
}
