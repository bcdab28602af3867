package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Caller;
import io.wasmrunner.registry.server.access.Guard;
import java.util.Optional;

/**
 * Asks for a token with each request, and tells where to get one. Where users have passwords here, a password does, too.
 *
 * @param realm the address where tokens are had; empty for this server's own
 */
record TokenGuard(TokenVerifier verifier, Optional<BasicGuard> basic, AccessPolicy policy, String realm, String service)
        implements Guard {
    /** Where this server's own tokens are had. */
    static final String PATH = "/token";

    private static final String BEARER = "Bearer ";

    @Override
    public Answer ask(String authorization) {
        if (authorization.isEmpty()) {
            return new Answer.Known(policy.caller(""));
        }
        if (authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            Optional<Caller> caller =
                    verifier.verify(authorization.substring(BEARER.length()).strip());
            return caller.isPresent()
                    ? new Answer.Known(caller.get())
                    : new Answer.Wrong("cannot let you in: the token is not good here; get another one");
        }
        return basic.isPresent()
                ? basic.get().ask(authorization)
                : new Answer.Wrong("cannot let you in: get a token first");
    }

    /** Also where everybody may pull: clients learn here that tokens are wanted, and get one that says anonymous. */
    @Override
    public boolean mustKnow() {
        return true;
    }

    @Override
    public Optional<String> challenge(String scope, String base) {
        String from = realm.isEmpty() ? base + PATH : realm;
        return Optional.of("Bearer realm=\"" + from + "\",service=\"" + service + "\""
                + (scope.isEmpty() ? "" : ",scope=\"" + scope + "\""));
    }
}
