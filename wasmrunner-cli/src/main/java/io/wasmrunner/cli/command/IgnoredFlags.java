package io.wasmrunner.cli.command;

import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Flags of {@code docker run} that cannot mean anything for Wasm. They are taken, and said to have no effect. */
final class IgnoredFlags {
    private static final Map<Flag, String> WHY = new LinkedHashMap<>();

    static {
        ignore("a guest has no users", "user", "-u", "--user");
        ignore("a guest is one process and has no children to reap", "", "--init");
        ignore("a guest has no Linux capabilities; see --allow-abi and --dir", "name", "--cap-add");
        ignore("a guest has no Linux capabilities to begin with", "name", "--cap-drop");
        ignore("a guest is never privileged", "", "--privileged");
        ignore("a guest cannot reach devices", "devices", "--gpus");
        ignore("a guest cannot ask for its host's name", "name", "--hostname", "-h");
        ignore("a guest resolves names as this host does (--add-host gives it others)", "address", "--dns");
    }

    private IgnoredFlags() {}

    private static void ignore(String why, String value, String... names) {
        WHY.put(Flag.list(value, "No effect: " + why + ".", names), why);
    }

    static List<Flag> all() {
        return List.copyOf(WHY.keySet());
    }

    static void mention(ParsedLine line, Context context) {
        WHY.forEach((flag, why) -> {
            if (line.has(flag)) {
                context.warn(flag.name() + " has no effect: " + why);
            }
        });
    }
}
