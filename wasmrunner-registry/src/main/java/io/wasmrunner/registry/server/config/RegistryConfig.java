package io.wasmrunner.registry.server.config;

import io.wasmrunner.registry.server.access.AccessPolicy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a registry server is told.
 *
 * @param root the folder of its content and its database
 */
public record RegistryConfig(
        ListenConfig listen,
        Path root,
        LimitsConfig limits,
        Optional<TlsConfig> tls,
        AuthConfig auth,
        AccessPolicy access,
        GcConfig gc,
        List<QuotaRule> quotas,
        List<ImmutableRule> immutable,
        LogConfig log,
        List<WebhookConfig> webhooks,
        List<UpstreamConfig> upstreams) {
    public RegistryConfig {
        quotas = List.copyOf(quotas);
        immutable = List.copyOf(immutable);
        webhooks = List.copyOf(webhooks);
        upstreams = List.copyOf(upstreams);
    }

    /** With the default for everything else. */
    public static RegistryConfig of(Path root) {
        return new RegistryConfig(
                ListenConfig.DEFAULT,
                root,
                LimitsConfig.DEFAULT,
                Optional.empty(),
                new AuthConfig.None(),
                new AccessPolicy(List.of(), Map.of()),
                GcConfig.DEFAULT,
                List.of(),
                List.of(),
                LogConfig.NONE,
                List.of(),
                List.of());
    }

    public RegistryConfig withListen(ListenConfig other) {
        return new RegistryConfig(
                other, root, limits, tls, auth, access, gc, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withRoot(Path other) {
        return new RegistryConfig(
                listen, other, limits, tls, auth, access, gc, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withLimits(LimitsConfig other) {
        return new RegistryConfig(
                listen, root, other, tls, auth, access, gc, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withTls(TlsConfig other) {
        return new RegistryConfig(
                listen,
                root,
                limits,
                Optional.of(other),
                auth,
                access,
                gc,
                quotas,
                immutable,
                log,
                webhooks,
                upstreams);
    }

    public RegistryConfig withAuth(AuthConfig other) {
        return new RegistryConfig(
                listen, root, limits, tls, other, access, gc, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withAccess(AccessPolicy other) {
        return new RegistryConfig(
                listen, root, limits, tls, auth, other, gc, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withGc(GcConfig other) {
        return new RegistryConfig(
                listen, root, limits, tls, auth, access, other, quotas, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withQuotas(List<QuotaRule> other) {
        return new RegistryConfig(
                listen, root, limits, tls, auth, access, gc, other, immutable, log, webhooks, upstreams);
    }

    public RegistryConfig withImmutable(List<ImmutableRule> other) {
        return new RegistryConfig(listen, root, limits, tls, auth, access, gc, quotas, other, log, webhooks, upstreams);
    }

    public RegistryConfig withLog(LogConfig other) {
        return new RegistryConfig(
                listen, root, limits, tls, auth, access, gc, quotas, immutable, other, webhooks, upstreams);
    }

    public RegistryConfig withWebhooks(List<WebhookConfig> other) {
        return new RegistryConfig(
                listen, root, limits, tls, auth, access, gc, quotas, immutable, log, other, upstreams);
    }

    public RegistryConfig withUpstreams(List<UpstreamConfig> other) {
        return new RegistryConfig(listen, root, limits, tls, auth, access, gc, quotas, immutable, log, webhooks, other);
    }
}
