package io.wasmrunner.registry.server.access;

import java.util.Locale;

/** What can be done with a repository (distribution, token scope: {@code repository:name:pull,push}). */
public enum Action {
    PULL,
    PUSH,
    DELETE;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As scopes write it. */
    @Override
    public String toString() {
        return text;
    }
}
