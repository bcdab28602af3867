package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.text.Glob;
import io.wasmrunner.registry.toml.TomlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/** Reads the rules about what repositories hold. */
final class RuleSections {
    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(1);

    private RuleSections() {}

    static List<QuotaRule> quotas(TomlSection all) {
        return all.sections("quota").stream()
                .map(section -> section.only("repositories", "size"))
                .map(section -> new QuotaRule(new Glob(section.needed("repositories")), size(section)))
                .toList();
    }

    private static long size(TomlSection section) {
        if (!section.has("size")) {
            throw section.wrong("size", "must be there");
        }
        return section.size("size", 0);
    }

    static List<WebhookConfig> webhooks(TomlSection all) {
        return all.sections("webhook").stream()
                .map(section -> section.only("name", "url", "authorization", "timeout"))
                .map(section -> new WebhookConfig(
                        section.needed("name"), url(section), section.text("authorization"), timeout(section)))
                .toList();
    }

    private static Duration timeout(TomlSection section) {
        Duration timeout = section.duration("timeout", Duration.ofSeconds(10));
        if (timeout.isZero() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw section.wrong("timeout", "must be from \"1s\" to \"1h\"");
        }
        return timeout;
    }

    private static URI url(TomlSection section) {
        String text = section.needed("url");
        try {
            URI url = new URI(text);
            if (url.getHost() != null
                    && url.getRawUserInfo() == null
                    && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (URISyntaxException _) {
            // said below
        }
        throw section.wrong("url", "must be http://… or https://…, without a name; authorization is for that");
    }

    static List<ImmutableRule> immutable(TomlSection all) {
        return all.sections("immutable").stream()
                .map(section -> section.only("repositories", "tags"))
                .map(section -> new ImmutableRule(
                        new Glob(section.text("repositories", "**")), new Glob(section.needed("tags"))))
                .toList();
    }
}
