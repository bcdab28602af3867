package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.AccessRule;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.text.Glob;
import io.wasmrunner.registry.text.Nearest;
import io.wasmrunner.registry.toml.TomlSection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads who callers are, and what they may do. */
final class AuthSections {
    private static final List<String> TYPES = List.of("none", "basic", "token", "outside");

    private AuthSections() {}

    static AuthConfig auth(TomlSection all) {
        TomlSection section = all.section("auth")
                .only("type", "users", "realm", "issuer", "service", "lifetime", "leeway", "key", "keys");
        String type = section.text("type", "none");
        return switch (type) {
            case "none" -> new AuthConfig.None();
            case "basic" ->
                new AuthConfig.Basic(section.neededPath("users"), plain(section, "realm", "wasmrunner-registry"));
            case "token" -> new AuthConfig.OwnTokens(token(section), section.neededPath("users"), section.path("key"));
            case "outside" -> {
                section.needed("realm");
                yield new AuthConfig.OutsideTokens(
                        token(section), plain(section, "realm", ""), section.neededPath("keys"));
            }
            default ->
                throw section.wrong(
                        "type", "must be none, basic, token or outside, not " + type + Nearest.hint(type, TYPES));
        };
    }

    private static TokenConfig token(TomlSection section) {
        TokenConfig otherwise = TokenConfig.DEFAULT;
        return new TokenConfig(
                plain(section, "issuer", otherwise.issuer()),
                plain(section, "service", otherwise.service()),
                section.duration("lifetime", otherwise.lifetime()),
                section.duration("leeway", otherwise.leeway()));
    }

    /** It goes into a header, between quotes. */
    private static String plain(TomlSection section, String key, String otherwise) {
        String text = section.text(key, otherwise);
        if (text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ' || c > '~')) {
            throw section.wrong(key, "must be plain ASCII without quotes");
        }
        return text;
    }

    static AccessPolicy access(TomlSection all) {
        Map<String, Set<String>> groups = new TreeMap<>();
        TomlSection named = all.section("groups");
        named.keys().forEach(name -> groups.put(name, Set.copyOf(named.texts(name))));
        List<AccessRule> rules = new ArrayList<>();
        for (TomlSection section : all.sections("access")) {
            section.only("repositories", "users", "groups", "anonymous", "allow");
            for (String group : section.texts("groups")) {
                if (!groups.containsKey(group)) {
                    throw section.wrong("groups", "has " + group + ", which is not in [groups]");
                }
            }
            rules.add(new AccessRule(
                    new Glob(section.text("repositories", "**")),
                    Set.copyOf(section.texts("users")),
                    Set.copyOf(section.texts("groups")),
                    section.flag("anonymous", false),
                    actions(section)));
        }
        return new AccessPolicy(rules, groups);
    }

    private static Set<Action> actions(TomlSection section) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String text : section.texts("allow")) {
            actions.add(java.util.Arrays.stream(Action.values())
                    .filter(action -> action.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> section.wrong("allow", "must name pull, push or delete, not " + text)));
        }
        if (actions.isEmpty()) {
            throw section.wrong("allow", "must name actions: pull, push, delete");
        }
        return actions;
    }
}
