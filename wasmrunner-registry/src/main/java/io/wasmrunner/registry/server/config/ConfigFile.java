package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Reads the configuration of a registry server from a TOML file; {@code docs/registry.md} lists the keys. */
public final class ConfigFile {
    private static final List<String> KEYS = List.of(
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
            "upstream");

    private static final Duration SHORTEST_GRACE = Duration.ofMinutes(1);

    private ConfigFile() {}

    /**
     * Paths in it are relative to its folder.
     *
     * @param root the server's folder, where the file names none
     * @throws RegistryException {@link RegistryError#USAGE} for what is wrong with it, with line and column, or {@link
     *     RegistryError#NOT_FOUND}
     */
    public static RegistryConfig read(Path file, Path root) throws IOException {
        TomlParseResult toml;
        try {
            toml = Toml.parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new RegistryException(
                    RegistryError.NOT_FOUND, "cannot read the configuration: there is no file " + file, e);
        }
        if (toml.hasErrors()) {
            TomlParseError error = toml.errors().getFirst();
            throw new RegistryException(
                    RegistryError.USAGE,
                    "cannot use " + file + ", line " + error.position().line() + ", column "
                            + error.position().column() + ": " + error.getMessage());
        }
        Section all = new Section(file, toml, KEYS);
        RegistryConfig config = RegistryConfig.of(all.path("root").orElse(root))
                .withListen(listen(all))
                .withLimits(limits(all.section(
                        "limits", List.of("blob-size", "uploads", "requests", "connections", "header-size", "idle"))))
                .withAuth(AuthSections.auth(all))
                .withAccess(AuthSections.access(all))
                .withGc(gc(all.section("gc", List.of("interval", "grace", "untagged"))))
                .withQuotas(RuleSections.quotas(all))
                .withImmutable(RuleSections.immutable(all))
                .withWebhooks(RuleSections.webhooks(all))
                .withUpstreams(UpstreamSections.upstreams(all))
                .withLog(log(all.section("log", List.of("access", "audit"))));
        return all.has("tls")
                ? config.withTls(tls(all.section("tls", List.of("certificate", "key", "clients"))))
                : config;
    }

    private static ListenConfig listen(Section all) {
        Optional<String> addr = all.text("addr");
        if (addr.isEmpty()) {
            return ListenConfig.DEFAULT;
        }
        try {
            return ListenConfig.parse(addr.get());
        } catch (RegistryException e) {
            throw all.at("addr", String.valueOf(e.getMessage()));
        }
    }

    private static LimitsConfig limits(Section section) {
        LimitsConfig otherwise = LimitsConfig.DEFAULT;
        return new LimitsConfig(
                section.size("blob-size", otherwise.blobBytes()),
                section.number("uploads", otherwise.uploads()),
                section.number("requests", otherwise.requests()),
                section.number("connections", otherwise.connections()),
                (int) Math.min(1 << 20, section.size("header-size", otherwise.headerBytes())),
                section.duration("idle", otherwise.readTimeout()));
    }

    private static TlsConfig tls(Section section) {
        return new TlsConfig(
                section.resolve(section.needed("certificate", "in [tls]")),
                section.resolve(section.needed("key", "in [tls]")),
                section.path("clients"));
    }

    private static GcConfig gc(Section section) {
        GcConfig otherwise = GcConfig.DEFAULT;
        Duration grace = section.duration("grace", otherwise.grace());
        if (grace.compareTo(SHORTEST_GRACE) < 0) {
            throw section.at("grace", "\"grace\" must be \"1m\" or more: pushes take their time");
        }
        return new GcConfig(
                section.duration("interval", otherwise.interval()),
                grace,
                section.flag("untagged", otherwise.untagged()));
    }

    private static LogConfig log(Section section) {
        return new LogConfig(section.path("access"), section.path("audit"));
    }
}
