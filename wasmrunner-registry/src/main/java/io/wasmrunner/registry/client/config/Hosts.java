package io.wasmrunner.registry.client.config;

import io.wasmrunner.registry.RegistryException;
import io.wasmrunner.registry.reference.Reference;

/** Names of registries. */
final class Hosts {
    private Hosts() {}

    /** Whether references can name it so: {@code host.with.dot}, {@code host:port} or {@code localhost}. */
    static boolean isHost(String text) {
        if (text.isEmpty() || text.indexOf('/') >= 0 || text.indexOf('@') >= 0) {
            return false;
        }
        try {
            return Reference.parse(text + "/a").registry().equals(text);
        } catch (RegistryException _) {
            return false;
        }
    }
}
