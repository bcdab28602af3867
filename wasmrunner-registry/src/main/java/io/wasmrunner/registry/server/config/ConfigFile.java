package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.toml.TomlSection;
import io.wasmrunner.registry.toml.TomlSource;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the configuration of a registry server from a TOML file; {@code docs/registry.md} lists the keys. */
public final class ConfigFile {
    private static final String[] KEYS = {
        "addr",
        "root",
        "limits",
        "tls",
        "auth",
        "groups",
        "access",
        "gc",
        "quota",
        "immutable",
        "log",
        "webhook",
        "upstream"
    };

    private static final Duration SHORTEST_GRACE = Duration.ofMinutes(1);

    private ConfigFile() {}

    /**
     * Paths in it are relative to its folder.
     *
     * @param root the server's folder, where the file names none
     * @throws RegistryException {@link RegistryError#USAGE} for what is wrong with it, with line and column, or {@link
     *     RegistryError#NOT_FOUND}
     */
    public static RegistryConfig read(Path file, Path root) {
        TomlSection all = TomlSource.read(file)
                .orElseThrow(() -> new RegistryException(
                        RegistryError.NOT_FOUND, "cannot read the configuration: there is no file " + file))
                .only(KEYS);
        RegistryConfig config = RegistryConfig.of(all.path("root").orElse(root))
                .withListen(listen(all))
                .withLimits(limits(all.section("limits")
                        .only("blob-size", "uploads", "requests", "connections", "header-size", "idle")))
                .withAuth(AuthSections.auth(all))
                .withAccess(AuthSections.access(all))
                .withGc(gc(all.section("gc").only("interval", "grace", "untagged")))
                .withQuotas(RuleSections.quotas(all))
                .withImmutable(RuleSections.immutable(all))
                .withWebhooks(RuleSections.webhooks(all))
                .withUpstreams(UpstreamSections.upstreams(all))
                .withLog(log(all.section("log").only("access", "audit")));
        return all.has("tls") ? config.withTls(tls(all.section("tls").only("certificate", "key", "clients"))) : config;
    }

    private static ListenConfig listen(TomlSection all) {
        if (!all.has("addr")) {
            return ListenConfig.DEFAULT;
        }
        try {
            return ListenConfig.parse(all.text("addr"));
        } catch (RegistryException e) {
            throw all.wrong("addr", "is no address: " + e.getMessage());
        }
    }

    private static LimitsConfig limits(TomlSection section) {
        LimitsConfig otherwise = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                section.size("blob-size", otherwise.blobBytes()),
                section.number("uploads", 0, Integer.MAX_VALUE, otherwise.uploads()),
                section.number("requests", 0, Integer.MAX_VALUE, otherwise.requests()),
                section.number("connections", 0, Integer.MAX_VALUE, otherwise.connections()),
                (int) Math.min(1 << 20, section.size("header-size", otherwise.headerBytes())),
                section.duration("idle", otherwise.readTimeout()));
    }

    private static TlsConfig tls(TomlSection section) {
        return new TlsConfig(section.neededPath("certificate"), section.neededPath("key"), section.path("clients"));
    }

    private static GcConfig gc(TomlSection section) {
        GcConfig otherwise = GcConfig.DEFAULT;
        Duration grace = section.duration("grace", otherwise.grace());
        if (grace.compareTo(SHORTEST_GRACE) < 0) {
            throw section.wrong("grace", "must be \"1m\" or more: pushes take their time");
        }
        return new GcConfig(
                section.duration("interval", otherwise.interval()),
                grace,
                section.flag("untagged", otherwise.untagged()));
    }

    private static LogConfig log(TomlSection section) {
        return new LogConfig(section.path("access"), section.path("audit"));
    }
}
