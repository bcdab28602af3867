package io.wasmrunner.registry.server.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What a client sends with {@code Authorization: Basic} (RFC 7617). */
record BasicCredentials(String user, String password) {
    /** Empty when the header is another one, or makes no sense. */
    static Optional<BasicCredentials> of(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String text = new String(
                    Base64.getDecoder().decode(authorization.substring(6).strip()), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon <= 0
                    ? Optional.empty()
                    : Optional.of(new BasicCredentials(text.substring(0, colon), text.substring(colon + 1)));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** The password is nobody's business. */
    @Override
    public String toString() {
        return user;
    }
}
