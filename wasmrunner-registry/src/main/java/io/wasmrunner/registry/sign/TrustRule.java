package io.wasmrunner.registry.sign;

import io.wasmrunner.registry.text.Glob;
import java.util.List;

/**
 * What is demanded of images of some repositories.
 *
 * @param repositories a {@link Glob} as {@code registry.example/prod/*}
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
        return new Glob(repositories).matches(name);
    }
}
