package io.wasmrunner.registry.sign;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What is demanded of images of some repositories.
 *
 * @param repositories {@code registry.example/prod/*}: {@code *} stands for anything but a slash, {@code **} for anything
 * @param demand what happens without a good signature
 * @param keys whose signatures are good
 */
public record TrustRule(String repositories, Demand demand, List<VerificationKey> keys) {
    /** What happens to an image that none of the keys signed. */
    public enum Demand {
        /** It is neither pulled nor run. */
        REQUIRE,
        /** It is, and the user is told. */
        WARN,
        /** It is not asked for. */
        OFF
    }

    public TrustRule {
        keys = List.copyOf(keys);
        if (demand != Demand.OFF && keys.isEmpty()) {
            throw new IllegalArgumentException("a rule that asks for signatures needs a key");
        }
    }

    /** @param name a registry and a repository: {@code docker.io/library/hello} */
    boolean covers(String name) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < repositories.length(); i++) {
            char c = repositories.charAt(i);
            if (c != '*') {
                pattern.append(Pattern.quote(String.valueOf(c)));
            } else if (i + 1 < repositories.length() && repositories.charAt(i + 1) == '*') {
                pattern.append(".*");
                i++;
            } else {
                pattern.append("[^/]*");
            }
        }
        return Pattern.matches(pattern.toString(), name);
    }
}
