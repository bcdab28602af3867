package io.wasmrunner.runtime.engine;

import java.util.Optional;

/** The host functions a guest may import, looked up by an import's two names. */
@FunctionalInterface
public interface HostFunctions {

    HostFunctions NONE = (module, name) -> Optional.empty();

    Optional<HostFunction> find(String module, String name);

    /** These first, then the other's. */
    default HostFunctions or(HostFunctions other) {
        return (module, name) -> find(module, name).or(() -> other.find(module, name));
    }
}
