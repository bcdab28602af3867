package io.wasmrunner.cli.command.image;

import io.wasmrunner.cli.command.Context;
import io.wasmrunner.cli.flag.Flag;
import io.wasmrunner.cli.flag.ParsedLine;
import io.wasmrunner.core.compose.ServiceBuild;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds the images of a compose file's services, as {@code build} does. */
public final class ServiceImages {
    private ServiceImages() {}

    /** Builds one and gives it that name. */
    public static void build(ServiceBuild build, String name, Context context) throws IOException {
        Map<Flag, List<String>> flags = new HashMap<>();
        List<String> names = new ArrayList<>(List.of(name));
        names.addAll(build.tags());
        flags.put(BuildFlags.TAG, names);
        if (!build.file().isEmpty()) {
            flags.put(BuildFlags.FILE, List.of(build.file()));
        }
        if (!build.target().isEmpty()) {
            flags.put(BuildFlags.TARGET, List.of(build.target()));
        }
        put(flags, BuildFlags.BUILD_ARG, build.arguments());
        put(flags, BuildFlags.LABEL, build.labels());
        if (build.anew()) {
            flags.put(BuildFlags.NO_CACHE, List.of(""));
        }
        if (build.newer()) {
            flags.put(BuildFlags.PULL, List.of(""));
        }
        BuildCommand.image(new ParsedLine(flags, List.of(build.context().toString())), context);
    }

    private static void put(Map<Flag, List<String>> flags, Flag flag, Map<String, String> pairs) {
        List<String> values = new ArrayList<>();
        pairs.forEach((key, value) -> values.add(key + "=" + value));
        if (!values.isEmpty()) {
            flags.put(flag, values);
        }
    }
}
