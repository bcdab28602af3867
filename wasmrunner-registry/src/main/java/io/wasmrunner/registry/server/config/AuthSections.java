package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.AccessRule;
import io.wasmrunner.registry.server.access.Action;
import io.wasmrunner.registry.server.access.Glob;
import io.wasmrunner.registry.text.Nearest;
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

    static AuthConfig auth(Section all) {
        Section section = all.section(
                "auth", List.of("type", "users", "realm", "issuer", "service", "lifetime", "leeway", "key", "keys"));
        String type = section.text("type").orElse("none");
        return switch (type) {
            case "none" -> new AuthConfig.None();
            case "basic" ->
                new AuthConfig.Basic(
                        section.resolve(section.needed("users", "for type \"basic\"")),
                        plain(section, "realm", "wasmrunner-registry"));
            case "token" ->
                new AuthConfig.OwnTokens(
                        token(section),
                        section.resolve(section.needed("users", "for type \"token\"")),
                        section.path("key"));
            case "outside" -> {
                section.needed("realm", "for type \"outside\"");
                yield new AuthConfig.OutsideTokens(
                        token(section),
                        plain(section, "realm", ""),
                        section.resolve(section.needed("keys", "for type \"outside\"")));
            }
            default ->
                throw section.at(
                        "type",
                        "there is no type \"" + type + "\": none, basic, token or outside" + Nearest.hint(type, TYPES));
        };
    }

    private static TokenConfig token(Section section) {
        TokenConfig otherwise = TokenConfig.DEFAULT;
        return new TokenConfig(
                plain(section, "issuer", otherwise.issuer()),
                plain(section, "service", otherwise.service()),
                section.duration("lifetime", otherwise.lifetime()),
                section.duration("leeway", otherwise.leeway()));
    }

    /** It goes into a header, between quotes. */
    private static String plain(Section section, String key, String otherwise) {
        String text = section.text(key).orElse(otherwise);
        if (text.chars().anyMatch(c -> c == '"' || c == '\\' || c < ' ' || c > '~')) {
            throw section.at(key, "\"" + key + "\" must be plain ASCII without quotes");
        }
        return text;
    }

    static AccessPolicy access(Section all) {
        Map<String, Set<String>> groups = new TreeMap<>();
        if (all.has("groups")) {
            List<String> names = all.names("groups");
            Section section = all.section("groups", names);
            names.forEach(name -> groups.put(name, Set.copyOf(section.texts(name))));
        }
        List<AccessRule> rules = new ArrayList<>();
        for (Section section :
                all.sections("access", List.of("repositories", "users", "groups", "anonymous", "allow"))) {
            for (String group : section.texts("groups")) {
                if (!groups.containsKey(group)) {
                    throw section.at("groups", "there is no group \"" + group + "\" in [groups]");
                }
            }
            rules.add(new AccessRule(
                    new Glob(section.text("repositories").orElse("**")),
                    Set.copyOf(section.texts("users")),
                    Set.copyOf(section.texts("groups")),
                    section.flag("anonymous", false),
                    actions(section)));
        }
        return new AccessPolicy(rules, groups);
    }

    private static Set<Action> actions(Section section) {
        Set<Action> actions = EnumSet.noneOf(Action.class);
        for (String text : section.texts("allow")) {
            actions.add(java.util.Arrays.stream(Action.values())
                    .filter(action -> action.toString().equals(text))
                    .findFirst()
                    .orElseThrow(
                            () -> section.at("allow", "there is no action \"" + text + "\": pull, push or delete")));
        }
        if (actions.isEmpty()) {
            throw section.at("", "\"allow\" must name actions in [[access]]: pull, push, delete");
        }
        return actions;
    }
}
