package io.wasmrunner.registry.server.auth;

import io.wasmrunner.registry.server.access.AccessPolicy;
import io.wasmrunner.registry.server.access.Guard;
import java.util.Optional;

/** Asks for a name and a password with each request. */
record BasicGuard(Passwords passwords, AccessPolicy policy, String realm) implements Guard {
    @Override
    public Answer ask(String authorization) {
        if (authorization.isEmpty()) {
            return new Answer.Known(policy.caller(""));
        }
        Optional<BasicCredentials> credentials = BasicCredentials.of(authorization);
        return credentials.isPresent()
                        && passwords.verify(
                                credentials.get().user(), credentials.get().password())
                ? new Answer.Known(policy.caller(credentials.get().user()))
                : new Answer.Wrong("cannot let you in: wrong user name or password");
    }

    /** A client that is let in here without a name never sends one; so names are asked for unless nobody needs one. */
    @Override
    public boolean mustKnow() {
        return !policy.knowsAnonymous();
    }

    @Override
    public Optional<String> challenge(String scope, String base) {
        return Optional.of("Basic realm=\"" + realm + "\"");
    }
}
