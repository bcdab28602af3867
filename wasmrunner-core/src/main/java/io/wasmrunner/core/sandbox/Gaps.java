package io.wasmrunner.core.sandbox;

import java.util.List;
import java.util.Map;

/**
 * What workers have to do without on this machine.
 *
 * @param mechanisms those of a strict sandbox, {@code name: why}
 * @param controllers of cgroups, and why each is missing
 */
record Gaps(List<String> mechanisms, Map<String, String> controllers) {
    Gaps {
        mechanisms = List.copyOf(mechanisms);
        controllers = Map.copyOf(controllers);
    }
}
