package io.wasmrunner.registry.client.config;

import io.wasmrunner.registry.RegistryError;
import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.reference.RepositoryName;

/**
 * A registry that holds what another one holds.
 *
 * @param registry {@code host} or {@code host:port}
 * @param prefix what stands before the repositories' names there; mostly empty
 */
public record Mirror(String registry, String prefix) {
    /**
     * Reads {@code host[:port][/prefix]}.
     *
     * @throws RegistryException {@link RegistryError#USAGE} when it is something else
     */
    public static Mirror parse(String text) {
        int slash = text.indexOf('/');
        String registry = slash < 0 ? text : text.substring(0, slash);
        String prefix = slash < 0 ? "" : text.substring(slash + 1);
        if (!Hosts.isHost(registry) || (slash >= 0 && !RepositoryName.isName(prefix))) {
            throw new RegistryException(
                    RegistryError.USAGE, "cannot use the mirror " + text + ": it must be host[:port][/prefix]");
        }
        return new Mirror(registry, prefix);
    }

    /** What a repository of the mirrored registry is called here. */
    public RepositoryName repository(RepositoryName original) {
        return prefix.isEmpty() ? original : RepositoryName.parse(prefix + "/" + original);
    }
}
