package io.wasmrunner.registry.client.http;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy leads to a server, as {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code NO_PROXY} say; their names in lower
 * case come first, as with curl. This machine itself is never reached through one.
 */
public final class Proxies {
    public static final Proxies NONE = new Proxies(Map.of());

    private final String http;
    private final String https;
    private final List<String> direct;

    private Proxies(Map<String, String> environment) {
        this.http = variable(environment, "http_proxy");
        this.https = variable(environment, "https_proxy");
        this.direct = Arrays.stream(variable(environment, "no_proxy").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** As the variables of this process say. */
    public static Proxies of(Map<String, String> environment) {
        return new Proxies(environment);
    }

    private static String variable(Map<String, String> environment, String name) {
        String lower = environment.getOrDefault(name, "");
        return lower.isEmpty() ? environment.getOrDefault(name.toUpperCase(Locale.ROOT), "") : lower;
    }

    /** Null for none. */
    @Nullable
    Proxy of(Origin origin) {
        String variable = origin.secure() ? https : http;
        return variable.isEmpty() || origin.isLoopback() || isDirect(origin) ? null : parse(variable);
    }

    private boolean isDirect(Origin origin) {
        return direct.stream().anyMatch(entry -> matches(entry, origin));
    }

    private static boolean matches(String entry, Origin origin) {
        if (entry.equals("*") || Addresses.isIn(origin.host(), entry)) {
            return true;
        }
        int colon = entry.lastIndexOf(':');
        boolean port = colon > entry.lastIndexOf(']') && entry.indexOf(':') == colon;
        if (port && !entry.substring(colon + 1).equals(Integer.toString(origin.port()))) {
            return false;
        }
        String name = port ? entry.substring(0, colon) : entry;
        String domain = name.startsWith("*.") ? name.substring(1) : name;
        return domain.startsWith(".")
                ? origin.host().endsWith(domain)
                : origin.host().equals(domain)
                        || origin.host().endsWith("." + domain)
                        || origin.address().equals(domain);
    }

    private static Proxy parse(String text) {
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
                String user = uri.getRawUserInfo();
                String basic = user == null
                        ? null
                        : "Basic "
                                + Base64.getEncoder()
                                        .encodeToString(
                                                URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)
                                                        .getBytes(StandardCharsets.UTF_8));
                return new Proxy(new Origin(false, uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort()), basic);
            }
        } catch (URISyntaxException | IllegalArgumentException _) {
            // What it says may hold a password, so neither it nor the error is shown.
        }
        throw new RegistryException(
                RegistryError.USAGE,
                "cannot use the proxy that HTTP_PROXY or HTTPS_PROXY names: it must be http://host:port");
    }
}
