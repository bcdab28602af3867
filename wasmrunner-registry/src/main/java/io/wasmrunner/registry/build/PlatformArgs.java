package io.wasmrunner.registry.build;

import io.wasmrunner.registry.format.Platform;
import java.util.Map;
import java.util.TreeMap;

/** The variables that say what is built for (Dockerfile reference, "Automatic platform ARGs in the global scope"). */
final class PlatformArgs {
    private PlatformArgs() {}

    static void declare(Scope scope, Platform platform) {
        Map<String, String> all = new TreeMap<>();
        for (String side : new String[] {"TARGET", "BUILD"}) {
            all.put(side + "PLATFORM", platform.toString());
            all.put(side + "OS", platform.os());
            all.put(side + "ARCH", platform.architecture());
            all.put(side + "VARIANT", platform.variant());
        }
        scope.args().putAll(all);
    }
}
