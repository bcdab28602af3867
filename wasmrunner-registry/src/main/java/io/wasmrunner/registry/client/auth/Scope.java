package io.wasmrunner.registry.client.auth;

import io.wasmrunner.registry.reference.RepositoryName;
import java.util.List;

/**
 * What a token shall allow (the distribution project's token scope).
 *
 * @param parts {@code repository:demo/api:pull,push}; none to ask who one is only
 */
public record Scope(List<String> parts) {
    public static final Scope NONE = new Scope(List.of());
    public static final Scope CATALOG = new Scope(List.of("registry:catalog:*"));

    public Scope {
        parts = List.copyOf(parts);
    }

    public static Scope pull(RepositoryName repository) {
        return new Scope(List.of("repository:" + repository + ":pull"));
    }

    public static Scope push(RepositoryName repository) {
        return new Scope(List.of("repository:" + repository + ":pull,push"));
    }

    public static Scope delete(RepositoryName repository) {
        return new Scope(List.of("repository:" + repository + ":pull,push,delete"));
    }

    /** Push to one, and pull from another of the same registry. */
    public static Scope mount(RepositoryName to, RepositoryName from) {
        return new Scope(List.of(push(to).parts().getFirst(), pull(from).parts().getFirst()));
    }
}
