package io.wasmrunner.core.config;

import io.wasmrunner.registry.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The variables of the environment that set keys. One that is empty sets none. */
public final class Variables {
    private static final String PREFIX = "WASMRUNNER_";

    /** Those that something else reads. */
    private static final List<String> OTHERS =
            List.of("WASMRUNNER_HOME", "WASMRUNNER_JAVA_HOME", "WASMRUNNER_KEY_PASSWORD", "WASMRUNNER_PRETEND_MISSING");

    private Variables() {}

    /** One with a key of its name. */
    record Set(ConfigKey key, String text) {
        Setting setting() {
            String name = key.variable();
            return new Setting(key, key.read(name, text), new Source.Variable(name));
        }
    }

    /** Those that are set. */
    static List<Set> set(Map<String, String> environment) {
        List<Set> found = List.of();
        for (Map.Entry<String, String> entry : environment.entrySet()) {
            if (entry.getKey().startsWith(PREFIX) && !OTHERS.contains(entry.getKey())) {
                for (ConfigKey key : ConfigKey.values()) {
                    if (key.variable().equals(entry.getKey())
                            && !entry.getValue().isEmpty()) {
                        found = found.isEmpty() ? new ArrayList<>() : found;
                        found.add(new Set(key, entry.getValue()));
                    }
                }
            }
        }
        return found;
    }

    /** A line for each variable that looks like ours and is nobody's, with the nearest that is; never with its value. */
    public static List<String> unknown(Map<String, String> environment) {
        List<String> known = new ArrayList<>(OTHERS);
        for (ConfigKey key : ConfigKey.values()) {
            known.add(key.variable());
        }
        List<String> lines = new ArrayList<>();
        for (String name : new TreeSet<>(environment.keySet())) {
            if (name.startsWith(PREFIX) && !known.contains(name)) {
                lines.add("the variable " + name + " means nothing" + Nearest.hint(name, known));
            }
        }
        return lines;
    }
}
