package io.wasmrunner.runtime.engine;

import java.util.Optional;

/** The host functions a guest may import, looked up by an import's two names. */
@FunctionalInterface
public interface HostFunctions {

    HostFunctions NONE = (module, name) -> Optional.empty();

    Optional<HostFunction> find(String module, String name);

    /** Two of them, one behind the other. */
    record FirstOf(HostFunctions first, HostFunctions second) implements HostFunctions {
        @Override
        public Optional<HostFunction> find(String module, String name) {
            Optional<HostFunction> found = first.find(module, name);
            return found.isPresent() ? found : second.find(module, name);
        }
    }

    /** These first, then the other's. */
    default HostFunctions or(HostFunctions other) {
        return new FirstOf(this, other);
    }
}
