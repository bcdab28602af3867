package io.wasmrunner.registry.client.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What proves to a registry who is asking. Secrets are not shown by {@code toString}. */
public sealed interface Credential {
    /** Nobody in particular. */
    Credential ANONYMOUS = new Anonymous();

    record Anonymous() implements Credential {}

    /** A name and a password, or what stands in for one. */
    record Password(String user, String secret) implements Credential {
        public Password {
            if (user.indexOf(':') >= 0) {
                throw new IllegalArgumentException("a user's name has no colon");
            }
        }

        /** As {@code Authorization} has it (RFC 7617). */
        String basic() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Password[user=" + user + "]";
        }
    }

    /** What an authorization server gave at login, to get tokens for (OAuth 2's refresh token). */
    record IdentityToken(String secret) implements Credential {
        @Override
        public String toString() {
            return "IdentityToken";
        }
    }

    /** What the registry itself takes as it is. */
    record RegistryToken(String secret) implements Credential {
        @Override
        public String toString() {
            return "RegistryToken";
        }
    }
}
