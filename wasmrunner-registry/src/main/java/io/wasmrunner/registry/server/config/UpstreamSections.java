package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.config.Mirror;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.server.access.Glob;
import java.util.List;
import java.util.Optional;

/** Reads which repositories are filled from other registries. */
final class UpstreamSections {
    private static final String IN = "in [[upstream]]";
    private static final List<String> KEYS =
            List.of("repositories", "registry", "strip", "prefix", "ttl", "username", "password-file", "insecure");

    private UpstreamSections() {}

    static List<UpstreamConfig> upstreams(Section all) {
        return all.sections("upstream", KEYS).stream()
                .map(section -> new UpstreamConfig(
                        new Glob(section.needed("repositories", IN)),
                        registry(section),
                        name(section, "strip"),
                        name(section, "prefix"),
                        section.duration("ttl", UpstreamConfig.TTL),
                        login(section),
                        section.flag("insecure", false)))
                .toList();
    }

    private static String registry(Section section) {
        String text = section.needed("registry", IN);
        try {
            if (Mirror.parse(text).prefix().isEmpty()) {
                return text;
            }
        } catch (RegistryException _) {
            // said below
        }
        throw section.at("registry", "\"registry\" must be host or host:port");
    }

    private static String name(Section section, String key) {
        String text = section.text(key).orElse("");
        if (!text.isEmpty() && !RepositoryName.isName(text)) {
            throw section.at(key, "\"" + key + "\" must be the front of a repository's name, as \"library\"");
        }
        return text;
    }

    private static Optional<UpstreamConfig.Login> login(Section section) {
        if (section.has("username") != section.has("password-file")) {
            String there = section.has("username") ? "username" : "password-file";
            throw section.at(there, "\"username\" and \"password-file\" need each other " + IN);
        }
        Optional<String> user = section.text("username");
        if (user.isPresent() && user.get().indexOf(':') >= 0) {
            throw section.at("username", "\"username\" must have no colon");
        }
        return user.flatMap(name -> section.path("password-file").map(file -> new UpstreamConfig.Login(name, file)));
    }
}
