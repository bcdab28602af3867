package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.client.config.Mirror;
import io.wasmrunner.registry.reference.RepositoryName;
import io.wasmrunner.registry.text.Glob;
import io.wasmrunner.registry.toml.TomlSection;
import java.util.List;
import java.util.Optional;

/** Reads which repositories are filled from other registries. */
final class UpstreamSections {
    private static final String[] KEYS = {
        "repositories", "registry", "strip", "prefix", "ttl", "username", "password-file", "insecure"
    };

    private UpstreamSections() {}

    static List<UpstreamConfig> upstreams(TomlSection all) {
        return all.sections("upstream").stream()
                .map(section -> section.only(KEYS))
                .map(section -> new UpstreamConfig(
                        new Glob(section.needed("repositories")),
                        registry(section),
                        name(section, "strip"),
                        name(section, "prefix"),
                        section.duration("ttl", UpstreamConfig.TTL),
                        login(section),
                        section.flag("insecure", false)))
                .toList();
    }

    private static String registry(TomlSection section) {
        String text = section.needed("registry");
        try {
            if (Mirror.parse(text).prefix().isEmpty()) {
                return text;
            }
        } catch (RegistryException _) {
            // said below
        }
        throw section.wrong("registry", "must be host or host:port");
    }

    private static String name(TomlSection section, String key) {
        String text = section.text(key);
        if (!text.isEmpty() && !RepositoryName.isName(text)) {
            throw section.wrong(key, "must be the front of a repository's name, as \"library\"");
        }
        return text;
    }

    private static Optional<UpstreamConfig.Login> login(TomlSection section) {
        if (section.has("username") != section.has("password-file")) {
            String there = section.has("username") ? "username" : "password-file";
            throw section.wrong(there, "needs the other of username and password-file beside it");
        }
        String user = section.text("username");
        if (user.indexOf(':') >= 0) {
            throw section.wrong("username", "must have no colon");
        }
        return section.path("password-file").map(file -> new UpstreamConfig.Login(user, file));
    }
}
