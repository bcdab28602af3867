package io.wasmrunner.sandbox.policy;

import org.jspecify.annotations.Nullable;

/** Allow and deny together: deny has the last word. */
final class Rules {
    private Rules() {}

    static @Nullable String refusal(String table, Allowed allow, Globs deny, String name) {
        String pattern = deny.match(name);
        if (pattern != null) {
            return table + ".deny \"" + pattern + "\"";
        }
        return allow.contains(name) ? null : table + ".allow \"" + allow + "\"";
    }
}
