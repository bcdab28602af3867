package io.wasmrunner.registry.server.access;

import io.wasmrunner.registry.reference.RepositoryName;
import java.util.Optional;

/** Finds out who asks. */
public interface Guard {
    /** What an {@code Authorization} header proves. */
    sealed interface Answer {
        record Known(Caller caller) implements Answer {}

        /** It proves nothing: a wrong password, an expired token. */
        record Wrong(String why) implements Answer {}
    }

    /** A guard that lets everybody do everything. */
    static Guard open() {
        Caller anybody = new Caller() {
            @Override
            public String user() {
                return "";
            }

            @Override
            public boolean may(RepositoryName repository, Action action) {
                return true;
            }
        };
        return new Guard() {
            @Override
            public Answer ask(String authorization) {
                return new Answer.Known(anybody);
            }

            @Override
            public boolean mustKnow() {
                return false;
            }

            @Override
            public Optional<String> challenge(String scope, String base) {
                return Optional.empty();
            }
        };
    }

    /** @param authorization the value of the header; empty when there was none */
    Answer ask(String authorization);

    /** Whether {@code GET /v2/} needs a caller who proved who they are. */
    boolean mustKnow();

    /**
     * How a caller can prove who they are, as {@code Www-Authenticate} says it.
     *
     * @param scope what they need; may be empty
     * @param base the server's own address as the caller knows it: {@code https://host:port}
     */
    Optional<String> challenge(String scope, String base);
}
