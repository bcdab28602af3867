package io.wasmrunner.registry.client.auth;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a registry wants to be told who asks: one challenge of {@code WWW-Authenticate} (RFC 9110, section 11.6.1).
 *
 * @param scheme in lower case
 * @param parameters names in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {
    private static final int MOST_PARAMETERS = 32;

    Challenge {
        parameters = Map.copyOf(parameters);
    }

    /** The one of several that is done here: Bearer before Basic. Empty when there is none of them. */
    static Optional<Challenge> best(List<String> headers) {
        List<Challenge> known = headers.stream()
                .map(Challenge::parse)
                .flatMap(Optional::stream)
                .filter(challenge -> challenge.isBearer() || challenge.scheme.equals("basic"))
                .toList();
        return known.stream()
                .filter(Challenge::isBearer)
                .findFirst()
                .or(() -> known.stream().findFirst());
    }

    /** Reads a header's value that holds one challenge; registries send several in headers of their own. */
    static Optional<Challenge> parse(String header) {
        String text = header.strip();
        int space = text.indexOf(' ');
        String scheme = (space < 0 ? text : text.substring(0, space)).toLowerCase(Locale.ROOT);
        Map<String, String> parameters = new HashMap<>();
        int at = space < 0 ? text.length() : space;
        while (at < text.length() && parameters.size() < MOST_PARAMETERS) {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == ',')) {
                at++;
            }
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                break;
            }
            String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            parameters.putIfAbsent(name, value.toString());
        }
        return scheme.isEmpty() ? Optional.empty() : Optional.of(new Challenge(scheme, parameters));
    }

    /** Reads a token or a quoted text, and tells where it ends. */
    private static int value(String text, int from, StringBuilder value) {
        int at = from;
        if (at < text.length() && text.charAt(at) == '"') {
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                    at++;
                }
                value.append(text.charAt(at));
            }
            return at + 1;
        }
        for (; at < text.length() && text.charAt(at) != ','; at++) {
            value.append(text.charAt(at));
        }
        return at;
    }

    boolean isBearer() {
        return scheme.equals("bearer");
    }

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }
}
