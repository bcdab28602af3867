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

    /** A guard that asks nobody who they are. */
    static Guard open(AccessPolicy policy) {
        return new OpenGuard(policy);
    }

    /** @param authorization the value of the header; empty when there was none */
    Answer ask(String authorization);

    /** Whether {@code GET /v2/} needs an {@code Authorization}, so that clients learn how to get one. */
    boolean mustKnow();

    /**
     * How a caller can prove who they are, as {@code Www-Authenticate} says it; empty when nobody can.
     *
     * @param scope what they need; may be empty
     * @param base the server's own address as the caller knows it: {@code https://host:port}
     */
    Optional<String> challenge(String scope, String base);

    /** Somebody may do what the rules give to everybody; without rules, everything. */
    record OpenGuard(AccessPolicy policy) implements Guard, Caller {
        @Override
        public Answer ask(String authorization) {
            return new Answer.Known(this);
        }

        @Override
        public boolean mustKnow() {
            return false;
        }

        @Override
        public Optional<String> challenge(String scope, String base) {
            return Optional.empty();
        }

        @Override
        public String user() {
            return "";
        }

        @Override
        public boolean may(RepositoryName repository, Action action) {
            return policy.rules().isEmpty() || policy.allows("", repository, action);
        }

        @Override
        public boolean mayList() {
            return true;
        }

        @Override
        public boolean sees(RepositoryName repository) {
            return may(repository, Action.PULL);
        }
    }
}
