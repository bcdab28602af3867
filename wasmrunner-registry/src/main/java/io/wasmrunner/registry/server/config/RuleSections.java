package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.Glob;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** Reads the rules about what repositories hold. */
final class RuleSections {
    private RuleSections() {}

    static List<QuotaRule> quotas(Section all) {
        return all.sections("quota", List.of("repositories", "size")).stream()
                .map(section -> new QuotaRule(new Glob(section.needed("repositories", "in [[quota]]")), size(section)))
                .toList();
    }

    private static long size(Section section) {
        if (!section.has("size")) {
            throw section.at("", "the key \"size\" must be there in [[quota]]");
        }
        return section.size("size", 0);
    }

    static List<WebhookConfig> webhooks(Section all) {
        return all.sections("webhook", List.of("name", "url", "authorization", "timeout")).stream()
                .map(section -> new WebhookConfig(
                        section.needed("name", "in [[webhook]]"),
                        url(section),
                        section.text("authorization").orElse(""),
                        section.duration("timeout", Duration.ofSeconds(10))))
                .toList();
    }

    private static URI url(Section section) {
        String text = section.needed("url", "in [[webhook]]");
        try {
            URI url = new URI(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw section.at("url", "\"url\" must be http://… or https://…");
    }

    static List<ImmutableRule> immutable(Section all) {
        return all.sections("immutable", List.of("repositories", "tags")).stream()
                .map(section -> new ImmutableRule(
                        new Glob(section.text("repositories").orElse("**")),
                        new Glob(section.needed("tags", "in [[immutable]]"))))
                .toList();
    }
}
